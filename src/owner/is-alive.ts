// Whether a process lives.

/** Whether there is a process of this number, given as text. */
export function isAlive(text: string): boolean {
  const pid = Number(text);
  // 0 would ask after this process's own group.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
