// docs/serial.md matches the tables in the code.
import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import { commandReference, fobConsoleCommands, scpiErrors } from '../console/index.js';
import { linkFaults } from './link-faults.js';

const file = new URL('../../docs/serial.md', import.meta.url);
const sections: Record<string, string> = {
  commands: commandReference(fobConsoleCommands),
  errors: table(
    ['number', 'meaning'],
    Object.entries(scpiErrors)
      .map(([number, meaning]) => [number, meaning] as const)
      .sort(([a], [b]) => Number(b) - Number(a)),
  ),
  'link faults': table(
    ['fault', 'what it does', 'parameters'],
    linkFaults.map(({ name, summary, parameters }) => [
      `\`${name}\``,
      summary,
      parameters
        .map((parameter) => `${parameter.name} ${parameter.default}${unit(parameter.unit)}`)
        .join(', '),
    ]),
  ),
};

for (const [name, expected] of Object.entries(sections)) {
  test(`the ${name} in docs/serial.md are those of the table`, () => {
    const text = readFileSync(file, 'utf8');
    const [open, close] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
    const from = text.indexOf(open) + open.length;
    const to = text.indexOf(close);
    assert.ok(from >= open.length && to >= from, `${open.trim()} … ${close} is missing`);
    if (process.env.FOBLAB_WRITE_DOCS === '1') {
      writeFileSync(file, `${text.slice(0, from)}${expected}\n${text.slice(to)}`);
    } else {
      assert.equal(
        text.slice(from, to).trim(),
        expected,
        'stale: FOBLAB_WRITE_DOCS=1 npm test -- serial-docs writes it again',
      );
    }
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function unit(name: string): string {
  return name === '1' ? '' : ` ${name}`;
}

test.run();
