/* The limit: two processes pass a query and an answer to and fro over a raw pseudo-terminal.
   Prints the median round trip in nanoseconds. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const char query[] = "*IDN?\n";
static const char answer[] = "OneSpan,Digipass GO7,3315511111,1.0.0\n";

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void read_line(int fd) {
  char bytes[256];
  for (;;) {
    ssize_t length = read(fd, bytes, sizeof bytes);
    if (length <= 0) fail("read");
    if (bytes[length - 1] == '\n') return;
  }
}

static void write_all(int fd, const char *bytes, size_t length) {
  if (write(fd, bytes, length) != (ssize_t)length) fail("write");
}

static int ascending(const void *a, const void *b) {
  long long x = *(const long long *)a, y = *(const long long *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 1000;
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) fail("posix_openpt");
  int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
  struct termios raw;
  if (slave < 0 || tcgetattr(slave, &raw) != 0) fail("slave");
  cfmakeraw(&raw);
  if (tcsetattr(slave, TCSANOW, &raw) != 0) fail("tcsetattr");

  pid_t device = fork();
  if (device < 0) fail("fork");
  if (device == 0) {
    close(slave);
    for (int n = 0; n < count; n++) {
      read_line(master);
      write_all(master, answer, sizeof answer - 1);
    }
    /* The master stays open until the last answer has been read. */
    pause();
  }
  close(master);
  long long *took = malloc(sizeof *took * (size_t)count);
  if (took == NULL) fail("malloc");
  for (int n = 0; n < count; n++) {
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    write_all(slave, query, sizeof query - 1);
    read_line(slave);
    clock_gettime(CLOCK_MONOTONIC, &to);
    took[n] = (to.tv_sec - from.tv_sec) * 1000000000LL + (to.tv_nsec - from.tv_nsec);
  }
  kill(device, 9);
  waitpid(device, NULL, 0);
  qsort(took, (size_t)count, sizeof *took, ascending);
  printf("%lld\n", took[count / 2]);
  return 0;
}
