// Makes the pictures of the terminal UI in docs/ out of a real run: a bench on disk, the UI on a terminal emulator,
// keys typed into it, its cells drawn as SVG. node --import tsx scripts/tui-picture.ts
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initBench } from '../src/bench/index.js';
import { parseIsoTime } from '../src/contract/iso-time.js';
import { runLab } from '../src/tui/index.js';
import { HeadlessTerminal } from '../test/tui/headless-terminal.js';
import { plainLanguage } from '../test/tui/plain-language.js';
import { svgPicture } from '../test/tui/svg-picture.js';

const columns = 100;
const rows = 30;
const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const bench = join(mkdtempSync(join(tmpdir(), 'foblab-picture-')), 'bench');

initBench(bench, { atUs: parseIsoTime('2026-01-01T00:00:00Z')!, rate: 0, seed: '42' });
const terminal = new HeadlessTerminal(columns, rows);
const running = runLab({
  directory: bench,
  language: plainLanguage,
  colour: true,
  ascii: false,
  input: terminal.input,
  output: terminal.output,
});

await terminal.until(/An empty bench/);
terminal.type('S');
await terminal.until(/AVT/);
terminal.type(' 3');
await terminal.until(/No credentials yet/);
terminal.type('E\r');
await terminal.until(/3315511111 +active/);
terminal.type('s');
await terminal.until(/✓ accepted/);
terminal.type(':advance 365d\r');
await terminal.until(/2027-01-01 00:00:00 UTC/);
await terminal.until(/\(blank\)/);
terminal.type(' ');
await terminal.until(/3315511111 {2}\d{6} {2}showing/);
terminal.type('s');
await terminal.until(/✗ out-of-sync/);
await terminal.until(/active +\d{6} +0 +1 /);
await terminal.until(/verify +out-of-sync/);
picture('terminal-ui-verification.svg', 'foblab: after a year at 20 ppm the code is refused, out of sync');

terminal.type('2');
await terminal.until(/outside the window: resynchronize/);
await terminal.until(/display-on/);
picture(
  'terminal-ui.svg',
  'foblab: a OneSpan GO 7 with its LCD, its crystal against the window, its battery and its events',
);

terminal.type('q');
await running;
rmSync(bench, { recursive: true, force: true });

function picture(name: string, title: string): void {
  writeFileSync(join(docs, name), svgPicture(terminal, columns, rows, title));
  console.log(`docs/${name}`);
}
