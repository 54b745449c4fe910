/* Times oath_totp_validate3 of Debian's liboath for the kernel's bench: one line "window times" in, one line of
   nanoseconds per validation out, until end of file. No code matches, so that every step is computed. */
#include <liboath/oath.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(void) {
  char key[20];
  int window, times, position;
  memset(key, 7, sizeof key);
  if (oath_init() != OATH_OK) return 1;
  while (scanf("%d %d", &window, &times) == 2) {
    long found = 0;
    double started = now();
    for (int i = 0; i < times; i++)
      if (oath_totp_validate3(key, sizeof key, 1800000000 + i, 30, 0, window, &position, NULL, "------") >= 0)
        found++;
    printf("%f %ld\n", (now() - started) / times, found);
    fflush(stdout);
  }
  return 0;
}
