// Every layout of a table that people have is read right, in UTF-8 and UTF-16, with any line end.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { readSeedFile } from '../../src/seed-files/index.js';
import { secrets, type TableLayout, tableLayouts } from './table-layouts.js';

const layouts = suite('layouts of tables');

for (const layout of tableLayouts)
  layouts(layout.who, async () => {
    const { text } = layout;
    const encoded: readonly (readonly [string, Uint8Array])[] = [
      ['as it is', Buffer.from(text)],
      ['byte order mark', Buffer.from(`\ufeff${text}`)],
      ['CRLF', Buffer.from(text.replace(/\r?\n/g, '\r\n'))],
      ['UTF-16 LE', Buffer.from(`\ufeff${text}`, 'utf16le')],
      ['UTF-16 BE', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
      ['empty lines', Buffer.from(`\n\n${text.replaceAll('\n', '\n\n')}`)],
    ];
    for (const [what, bytes] of encoded) await check(layout, bytes, what);
  });

async function check({ defaults, format, wanted, notes }: TableLayout, bytes: Uint8Array, what: string) {
  const seeds = await readSeedFile(bytes, defaults === undefined ? {} : { defaults });
  assert.equal(seeds.format, format, what);
  assert.deepEqual(
    seeds.records.map(({ position: _, secret: __, ...rest }) => rest),
    wanted,
    what,
  );
  assert.deepEqual(
    seeds.records.map(({ secret }) => secret),
    secrets,
    what,
  );
  assert.deepEqual(seeds.notes, notes ?? [], what);
}

layouts.run();
