// Pictures of the UI as text, kept in test/golden/tui. FOBLAB_WRITE_GOLDEN=1 writes them; a person reads the difference.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../golden/tui', import.meta.url));

/** @throws Error that names the first line that differs. */
export function matchesGolden(name: string, lines: readonly string[]): void {
  const file = join(folder, name);
  const text = `${lines.join('\n')}\n`;
  if (process.env.FOBLAB_WRITE_GOLDEN === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
    return;
  }
  if (!existsSync(file)) throw new Error(`${file} is missing: FOBLAB_WRITE_GOLDEN=1 writes it, then read it`);
  const expected = readFileSync(file, 'utf8').split('\n');
  const given = text.split('\n');
  for (let i = 0; i < Math.max(expected.length, given.length); i++)
    if (expected[i] !== given[i])
      throw new Error(
        `${name}, line ${i + 1}:\n  expected ${JSON.stringify(expected[i])}\n  given    ${JSON.stringify(given[i])}`,
      );
}
