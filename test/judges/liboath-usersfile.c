/* How often liboath's users file accepts one HOTP value when several processes submit it at once.
   Arguments: a folder, the number of processes, the number of rounds. */
#include <liboath/oath.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char secret[] = "12345678901234567890";

int main(int argc, char **argv)
{
  if (argc != 4 || oath_init() != OATH_OK)
    return 2;
  int processes = atoi(argv[2]), rounds = atoi(argv[3]);
  char path[512];
  snprintf(path, sizeof path, "%s/users.oath", argv[1]);
  FILE *file = fopen(path, "w");
  if (file == NULL)
    return 2;
  fprintf(file, "HOTP alice - 3132333435363738393031323334353637383930\n");
  fclose(file);

  int doubled = 0, accepts = 0, errors = 0;
  for (int round = 0; round < rounds; round++) {
    char otp[8];
    int gate[2], accepted = 0;
    oath_hotp_generate(secret, strlen(secret), (uint64_t) round, 6, 0, OATH_HOTP_DYNAMIC_TRUNCATION, otp);
    if (pipe(gate) != 0)
      return 2;
    for (int i = 0; i < processes; i++) {
      if (fork() != 0)
        continue;
      char go;
      time_t last;
      close(gate[1]);
      /* Everybody waits for the end of file that comes when the parent closes its end. */
      if (read(gate[0], &go, 1) != 0)
        _exit(2);
      int result = oath_authenticate_usersfile(path, "alice", otp, 64, NULL, &last);
      _exit(result == OATH_OK ? 0 : result == OATH_REPLAYED_OTP || result == OATH_INVALID_OTP ? 1 : 3);
    }
    close(gate[0]);
    usleep(1000);
    close(gate[1]);
    for (int i = 0; i < processes; i++) {
      int status;
      wait(&status);
      if (WEXITSTATUS(status) == 0)
        accepted++;
      else if (WEXITSTATUS(status) != 1)
        errors++;
    }
    accepts += accepted;
    doubled += accepted > 1;
  }
  printf("%d %d %d\n", doubled, accepts, errors);
  return 0;
}
