// Registry files: columns by name and renamed, dates, regions, bad rows, and a million rows in constant memory.
import * as assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { test } from 'uvu';
import { good, newLab } from '../../../test/epcs/lab.js';
import { npiWithCheckDigit } from '../identifiers/npi.js';
import { gold, iprescribe, registry } from '../index.js';
import { parseRegions, type RegistryProblem, readRegistry } from './read-registry.js';
import { isInRegions, type RegistryEntry } from './registry-entry.js';

async function* bytesOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function read(
  text: string,
  regions?: ReadonlyMap<string, number>,
): Promise<{ entries: RegistryEntry[]; problems: RegistryProblem[] }> {
  const [entries, problems]: [RegistryEntry[], RegistryProblem[]] = [[], []];
  for await (const one of readRegistry(bytesOf(...(text.match(/[\s\S]{1,7}/g) ?? [])), regions))
    if ('why' in one) problems.push(one);
    else entries.push(one);
  return { entries, problems };
}

const header =
  '"NPI","Entity Type Code","Provider Organization Name (Legal Business Name)","Provider Last Name (Legal Name)","Provider First Name","Provider First Line Business Practice Location Address","Provider Business Practice Location Address City Name","Provider Business Practice Location Address State Name","Provider License Number_1","Provider License Number State Code_1","Provider License Number_2","Provider License Number State Code_2","Healthcare Provider Taxonomy Code_1","NPI Deactivation Date","NPI Reactivation Date"';

test('reads the monthly file by its header names, with columns in any order', async () => {
  const { entries, problems } = await read(
    `\ufeff${header}\n"1234567893","1","","One","Prescriber","1 Example Street","Exampletown","MD","T-1","MD","T-2","VA","207Q00000X","",""\n"2000000002","2","Example Clinic","","","","","VA","","","","","","05/01/2020","06/01/2021"\n"2000000010","1","","Three","P","","","","","","","","","05/01/2020",""\n`,
    parseRegions('state,region\nMD,2 # east\nVA=3\n'),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(entries[0]?.licences, [
    { number: 'T-1', state: 'MD' },
    { number: 'T-2', state: 'VA' },
  ]);
  assert.equal(entries[0]?.region, 2);
  assert.deepEqual(
    [entries[1]?.entityType, entries[1]?.lastName, entries[1]?.deactivatedOn],
    ['organization', 'Example Clinic', null],
  );
  assert.equal(entries[2]?.deactivatedOn, '2020-05-01');
  assert.deepEqual(entries.map(isInRegions), [true, true, false]);
});

test('reads renamed columns and short column names', async () => {
  const own = await read(
    'Region,NPI,First Name,Last Name,License Number,License State\n4,1234567893,Prescriber,One,T-1,md\nnone,2000000002,P,Two,,\n',
  );
  assert.deepEqual(
    own.entries.map(({ region }) => region),
    [4, null],
  );
  const renamed = await read(
    'NPI,Provider Last Name,Provider License Number State Code 1,Provider License Number 1\n1234567893,One,MD,T-9\n',
  );
  assert.deepEqual([renamed.entries[0]?.lastName, renamed.entries[0]?.licences[0]?.number], ['One', 'T-9']);
});

test('reports a bad row by its line and reads the others', async () => {
  const { entries, problems } = await read(
    'NPI,Last Name,Deactivated,Region\n1234567890,A,,\n1234567893,B,,\n12,C,,\n2000000002,D,yesterday,\n2000000010,E,,9\n',
  );
  assert.deepEqual(
    entries.map(({ npi }) => npi),
    ['1234567893'],
  );
  assert.deepEqual(
    problems.map(({ line }) => line),
    [2, 4, 5, 6],
  );
});

test('refuses a file that is no registry file and says what is expected', async () => {
  await assert.rejects(read('name,number\nx,1\n'), /no column "NPI"/);
  await assert.rejects(read(''), /no column "NPI"/);
  await assert.rejects(read('NPI,Name\n"1234567893,x\n'), /not CSV/);
  assert.throws(() => parseRegions('MD,6'), /Line 1.*1 to 5/);
});

test('finds an imported prescriber, who can neither register nor be invited', async () => {
  const { context } = await newLab();
  const npi = npiWithCheckDigit('299999999');
  const csv = `NPI,First Name,Last Name,Region\n${npi},Some,Body,1\n`;
  const report = await registry.importRegistry(context, { bytes: bytesOf(csv), by: 'test' });
  assert.deepEqual(report, { entries: 1, refused: 0, problems: [] });
  assert.equal((await good(registry.lookUp(context, { npi })))?.lastName, 'Body');
  for (const answer of [
    await iprescribe.signUp(context, { npi }),
    await gold.invite(context, { npi, by: 'x' }),
  ])
    assert.equal(answer.ok ? '' : answer.refusal.code, 'npi-not-declared');
});

test('reads a million rows in constant memory', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const rows = 1_000_000;
  async function* file(): AsyncGenerator<Uint8Array> {
    yield* bytesOf('NPI,Last Name,License Number,License State\n');
    for (let done = 0; done < rows; done += 1000) {
      let text = '';
      for (let i = done; i < done + 1000; i++)
        text += `${npiWithCheckDigit(`2${String(i).padStart(8, '0')}`)},Name${i},T-${i},MD\n`;
      yield new TextEncoder().encode(text);
    }
  }
  let [count, most] = [0, 0];
  collect();
  const before = process.memoryUsage().heapUsed;
  for await (const one of readRegistry(file())) {
    if ('npi' in one) count += 1;
    if (count % 200_000 !== 0) continue;
    collect();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  assert.equal(count, rows);
  assert.ok(most < 30_000_000, `${Math.round(most / 1e6)} MB`);
});

test.run();
