// Debian's liboath as a measured peer: a small C program, compiled here where a compiler and the headers are.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Liboath {
  /** Nanoseconds of one validation of ±window steps without a match. */
  measure(window: number, times: number): Promise<number>;
  close(): void;
}

/** null where it cannot be compiled. */
export function startLiboath(): Liboath | null {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-liboath-'));
  const program = join(folder, 'liboath');
  try {
    const source = fileURLToPath(new URL('./liboath.c', import.meta.url));
    execFileSync('cc', ['-O2', '-o', program, source, '-loath'], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const child: ChildProcess = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: Interface = createInterface({ input: child.stdout! });
  const answers = lines[Symbol.asyncIterator]();
  return {
    async measure(window, times) {
      child.stdin!.write(`${window} ${times}\n`);
      const { value } = await answers.next();
      const [ns, found] = String(value).split(' ').map(Number);
      if (!(ns! > 0) || found !== 0) throw new Error(`liboath answered ${JSON.stringify(value)}`);
      return ns!;
    },
    close() {
      child.stdin!.end();
      lines.close();
      rmSync(folder, { recursive: true });
    },
  };
}
