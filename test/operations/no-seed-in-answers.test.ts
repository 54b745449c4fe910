// A seed in any column of a file goes through operations, the owner's socket and HTTP: it is in no answer, error, event,
// audit record or file of the bench, but where the seeds of fobs are kept.
import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import { openSqliteDriver } from '../../src/database/sqlite-driver.js';
import type { Operation } from '../../src/host/operation.js';
import { type ServerUnderTest, startServer } from '../api/api-server.js';
import { holds, rows, seeds, spellings } from '../seed-files/seed-rows.js';
import { operationNamed } from './loaded-operations.js';

/** What each face shows of what one operation did with a file. */
async function shownOf(server: ServerUnderTest, name: string, given: Record<string, unknown>) {
  const { text, notes, plain } = operationNamed(name) as Operation;
  try {
    const answer = await server.client.run(name, given);
    return [answer, text(answer), notes?.(answer), plain?.(answer)];
  } catch (error) {
    const { message, stack, cause } = error as Error;
    return [message, stack, String(cause), { ...(error as object) }];
  }
}

/** All that each table of a database holds, as text. */
function tablesOf(path: string): [table: string, text: string][] {
  const driver = openSqliteDriver(path);
  try {
    return driver
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all([])
      .map(([name]) => [
        String(name),
        driver
          .prepare(`SELECT * FROM ${name}`)
          .all([])
          .flat()
          .map((value) =>
            value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
          )
          .join('\n'),
      ]);
  } finally {
    driver.close();
  }
}

test('a file with a seed in any column, through every face', async () => {
  const server = await startServer();
  const spelled: string[] = [];
  const never = (output: unknown, what: string): void => {
    const text = JSON.stringify(output);
    for (const one of spelled) assert.ok(!holds(text, one), `${what}: ${text.slice(0, 2000)}`);
  };
  try {
    for (const [r, row] of rows.entries())
      for (const header of row.startsWith('<') ? [''] : ['', 'serial,hexkey,type,digits,step\n']) {
        const one = spellings[(r + header.length) % spellings.length]!(seeds[r % seeds.length]!);
        spelled.splice(0, spelled.length, one);
        const file = `${header}${row.replaceAll('$', one)}\n`;
        // Serials of their own, so that more than the first file is taken.
        const given = {
          file: file.replaceAll('80001', `8${1000 + r}${header.length}`),
          partial: r % 2 === 0,
        };
        never(await shownOf(server, 'seed-file.import', given), `import of ${row}`);
        const { file: from, partial } = given;
        never(await shownOf(server, 'fob.add-from', { from, partial }), `add --from of ${row}`);
        const { status, json } = await server.ask('POST', '/v1/seed-files/import?partial=true', given);
        never([status, json], `HTTP import of ${row}`);
      }
    spelled.splice(0, spelled.length, ...seeds.flatMap((seed) => spellings.map((spell) => spell(seed))));
    const listed: number[] = [];
    for (const [name, given] of [
      ['bench.log', {}],
      ['audit.list', { last: 1000 }],
      ['credential.list', {}],
      ['fob.list', {}],
      ['bench.overview', {}],
    ] as const) {
      const items: unknown[] = [];
      const answer = await server.client.run(name, given, { item: (item: unknown) => void items.push(item) });
      never([answer, items], name);
      listed.push(JSON.stringify([answer, items]).length);
    }
    assert.ok(
      listed.every((length) => length > 500),
      `too little was listed: ${listed}`,
    );
    const { credentials } = (await server.client.run('credential.list', {})) as { credentials: unknown[] };
    assert.ok(credentials.length >= 3, `${credentials.length} credentials`);
    for (const name of readdirSync(server.directory).filter((one) => !one.startsWith('bench.db')))
      never(readFileSync(join(server.directory, name)).toString('latin1'), name);
    for (const [table, text] of tablesOf(join(server.directory, 'bench.db')))
      if (table !== 'seeds') never(text, `table ${table}`);
  } finally {
    await server.close();
  }
});

test.run();
