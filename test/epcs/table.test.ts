// One case for each row of docs/epcs.md: what its last column names is there, and does what the row says.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import { drchrono, idme, messages } from '../../src/epcs/index.js';
import type { Operation } from '../../src/host/operation.js';
import { loadOperation, operationCommands } from '../../src/operations/index.js';
import { cases } from './cases.js';

const page = readFileSync(new URL('../../docs/epcs.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| 00[0-4]:/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, lines = '', says = '', here = '']) => ({ lines, says, here }));
const used = new Set<string>();
const table = suite('docs/epcs.md');

async function operation(words: string): Promise<Operation> {
  const name = operationCommands.get(`epcs ${words}`);
  assert.ok(name, `there is no operation "epcs ${words}"`);
  return (await loadOperation(name)) as unknown as Operation;
}

const labels = new Set<string>([
  ...Object.values(idme.methodLabels),
  ...Object.values(drchrono.deviceOptions),
]);

for (const { lines, says, here } of rows)
  table(`${lines} ${says}`, async () => {
    const [, kind = '', verb = '', rest = ''] = /^(\w+):?(?: `([^`]+)`)?(?: (.*))?$/.exec(here) ?? [];
    switch (kind) {
      case 'verb':
        await operation(verb);
        return;
      case 'command':
        assert.ok(
          operationCommands.get(
            verb
              .split(' ')
              .slice(0, verb.startsWith('add ') ? 1 : 9)
              .join(' '),
          ),
          verb,
        );
        return;
      case 'text': {
        const { message, remedy, causes = [] } = messages[verb as keyof typeof messages];
        const words = [message, remedy, ...causes.flatMap(({ cause, remedy }) => [cause, remedy])];
        assert.ok(
          words.some((text) => text.includes(rest)),
          `${verb} does not say "${rest}"`,
        );
        return;
      }
      case 'field':
        assert.ok((await operation(verb)).parameters[rest], `${verb} takes no ${rest}`);
        return;
      case 'option': {
        const [, parameter = '', value = ''] = /^(\w+) (.+)$/.exec(rest) ?? [];
        assert.ok((await operation(verb)).parameters[parameter]?.choices?.includes(value), `${verb} ${rest}`);
        return;
      }
      case 'message': {
        const { source } = messages[rest as keyof typeof messages];
        const [document, first] = lines.split(/[:-]/);
        assert.equal(source.split(/[:-]/)[0], document, `${rest} is from ${source}`);
        assert.equal(source.split(/[:-]/)[1], first, `${rest} is from ${source}`);
        return;
      }
      case 'label':
        assert.ok(labels.has(rest), rest);
        return;
      case 'case': {
        used.add(rest);
        const run = cases[rest];
        assert.ok(run, `there is no case ${rest}`);
        await run();
        return;
      }
      case 'page':
      case 'none':
        return;
      default:
        assert.fail(`"${here}" says nothing that can be checked`);
    }
  });

table('every case is named by a row, and every message has a source', () => {
  assert.deepEqual(
    Object.keys(cases).filter((name) => !used.has(name)),
    [],
  );
  for (const [code, { source, remedy }] of Object.entries(messages)) {
    assert.match(source, /^(?:00[0-4]:\d+(?:-\d+)?|ours)$/, code);
    assert.ok(remedy.length > 5, code);
  }
});

table.run();
