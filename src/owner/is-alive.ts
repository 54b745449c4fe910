// Tells whether a process is running.

/** True if a process with this ID (as text) is running. */
export function isAlive(text: string): boolean {
  const pid = Number(text);
  // Process 0 means the caller's own process group (kill(2)).
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
