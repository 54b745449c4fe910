import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { Random } from '../../../firmware-sim/index.js';
import { runNamed } from '../../../test/operations/run-named.js';
import {
  bytesBefore,
  emptyHash,
  hashUnder,
  hashWith,
  hashWithout,
  statesIn,
  streamOver,
} from '../../../test/operations/stream-inversion.js';
import { type Bench, initBench, memoryBench, openBenchOnDisk } from '../../bench/index.js';
import { openSqlite } from '../../database/sqlite-library.js';
import { BenchHost } from '../../host/bench-host.js';
import { findOperation } from '../index.js';

const secrets = suite('secrets of a fob');
const recorded = '7d065d1399137d5b8174b93ad845bffa92c6663022ecbf72aca7da6c5a02f85a';
const atUs = 1_767_225_600_000_000;
const serials = { go7: '3315511111', yubikey: '4711', vip: 'UBHE88758233' };

/** One of each that leaves the factory with a secret, pressed three times: the texts, and every secret in hex. */
async function lived(bench: Bench): Promise<{ snapshot: string; secrets: string[] }> {
  const benchHost = new BenchHost(bench, findOperation);
  const run = (operation: string, given: Record<string, unknown>) => runNamed(benchHost, operation, given);
  await run('fob.add', { model: 'onespan/digipass-go7', serial: serials.go7 });
  await run('fob.add', { model: 'yubico/yubikey', serial: serials.yubikey });
  await run('fob.add', { model: 'symantec/vip-yubikey', serial: serials.vip });
  for (const serial of Object.values(serials))
    for (let i = 0; i < 3; i++) {
      await run('fob.press', { fob: serial });
      await run('bench.advance', { by: '2s' });
    }
  const vaults = bench.fobs().map(({ serial }) => bench.look(serial, (fob) => fob.snapshot().vault));
  const applets = vaults.slice(1).flatMap((vault) => {
    const { applet } = JSON.parse(Buffer.from(vault, 'hex').toString()) as { applet: Record<string, string> };
    return Object.entries(applet)
      .filter(([name]) => /uid|key/.test(name))
      .map(([, hex]) => hex);
  });
  const seeds = [serials.go7, serials.vip].map((serial) => bench.look(serial, (fob) => fob.seed()!));
  return {
    snapshot: JSON.stringify(await run('bench.snapshot', {})),
    secrets: [...applets, ...seeds.map((seed) => Buffer.from(seed).toString('hex'))].filter(
      (hex) => !/^0*$/.test(hex),
    ),
  };
}

/** Every byte that the streams of a text lead to. */
function reachable(text: string): string[] {
  const states = statesIn(text);
  assert.ok(states.length >= 4, 'the streams are in the text');
  const ends = ['crystal', 'storage', 'button', 'applet'].flatMap((name) =>
    Object.values(serials).map((serial) => `/${serial}/${name}`),
  );
  const bases = new Set(states.flatMap((state) => ends.map((end) => hashWithout(hashUnder(state), end))));
  const names = Object.values(serials).flatMap((serial) => [
    `/secret/${serial}`,
    `/${serial}/applet`,
    `foblab/secret/${serial}`,
  ]);
  return [
    ...states.map((state) => bytesBefore(state, 200)),
    ...[...bases].flatMap((base) =>
      names.map((name) => Buffer.from(streamOver(hashWith(base, name)).bytes(200)).toString('hex')),
    ),
  ];
}

function assertHidden(text: string, hidden: readonly string[]): void {
  assert.equal(hidden.length, 8);
  const found = reachable(text);
  for (const secret of hidden) {
    assert.ok(!text.includes(secret), 'in clear');
    assert.ok(!found.some((bytes) => bytes.includes(secret)), 'by running the streams of the text backwards');
  }
}

secrets('the inversion is one: it finds what a stream gave, and the stream beside it', () => {
  const given = Random.stream('42', 'a');
  const bytes = Buffer.from(given.bytes(50)).toString('hex');
  assert.equal(bytesBefore(given.state(), 50), bytes);
  const base = hashWithout(hashUnder(Random.stream('42', 'a').state()), '/a');
  assert.equal(base, hashWith(emptyHash, '42'));
  assert.deepEqual(streamOver(hashWith(base, '/b')).state(), Random.stream('42', 'b').state());
});

secrets('nothing in a snapshot without secrets leads to one', async () => {
  for (const seed of ['42', undefined]) {
    const { snapshot, secrets: hidden } = await lived(
      memoryBench({ rate: 0, atUs, ...(seed === undefined ? {} : { seed }) }),
    );
    assertHidden(snapshot, hidden);
  }
});

secrets("nor anything in the file of a bench without --seed, but for the fobs' own seeds", async () => {
  for (const seed of ['42', undefined]) {
    const folder = mkdtempSync(join(tmpdir(), 'foblab-secrets-'));
    initBench(folder, { rate: 0, atUs, ...(seed === undefined ? {} : { seed }) });
    const bench = openBenchOnDisk(folder);
    const { secrets: hidden } = await lived(bench);
    bench.close();
    const file = openSqlite(join(folder, 'bench.db'));
    const texts = ['bench', 'identity_copy', 'fobs', 'states', 'events', 'answers'].flatMap((table) =>
      file
        .prepare(`SELECT * FROM ${table}`)
        .all([])
        .flat()
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value))),
    );
    file.close();
    rmSync(folder, { recursive: true });
    assertHidden(texts.join('\n'), hidden);
  }
});

secrets(
  'the same seed gives the same secrets, and seeds that a 32-bit hash takes for one give others',
  async () => {
    const [one, other] = colliding();
    assert.deepEqual(Random.stream(one, 'crystal').state(), Random.stream(other, 'crystal').state());
    const of = async (seed: string) => (await lived(memoryBench({ rate: 0, atUs, seed }))).secrets;
    const first = await of(one);
    assert.deepEqual(await of(one), first);
    for (const secret of await of(other)) assert.ok(!first.includes(secret));
  },
);

secrets('the secrets of a seed are the same on every Node and in every version', async () => {
  const { secrets: all } = await lived(memoryBench({ rate: 0, atUs, seed: '42' }));
  assert.equal(createHash('sha256').update(all.join()).digest('hex'), recorded);
});

function colliding(): [string, string] {
  const seen = new Map<number, string>();
  for (let i = 0; ; i++) {
    const seed = `seed ${i}`;
    const hash = hashWith(emptyHash, seed);
    const before = seen.get(hash);
    if (before !== undefined) return [before, seed];
    seen.set(hash, seed);
  }
}

secrets('a bench without --seed gives the same fob another secret', async () => {
  const of = async () => (await lived(memoryBench({ rate: 0, atUs }))).secrets;
  const first = await of();
  for (const secret of await of()) assert.ok(!first.includes(secret));
});

secrets.run();
