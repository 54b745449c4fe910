#!/usr/bin/env bash
# Packs the package, installs it into an empty folder without scripts, and uses it as a stranger would.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm pack --silent --pack-destination "$folder" >/dev/null
cd "$folder"
export FOBLAB_BENCH="$folder/bench" XDG_CACHE_HOME="$folder/cache"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund ./foblab-*.tgz >/dev/null
npx foblab models | grep -q onespan/digipass-go7
npx foblab demo | grep -q resynchronized
cat >use.mjs <<'JS'
import assert from 'node:assert/strict';
import { openBench } from 'foblab';
import { createMemoryStore, createVerifier, developmentKeyring } from 'foblab/verification';

const bench = await openBench();
const fob = await bench.add('onespan/digipass-go7');
const verifier = createVerifier({ store: createMemoryStore(), keyring: developmentKeyring() });
const atUs = bench.nowSeconds * 1e6;
await verifier.enroll({ id: fob.serial, seed: fob.exportSecret(), kind: 'totp', atUs, actor: 'test', reason: 'test' });
const verdict = await verifier.verify({ credentialId: fob.serial, code: await fob.code(), atUs });
assert.equal(verdict.outcome, 'accepted');
await bench.close();
JS
node use.mjs
# Every export, for import and for require, has what the other has.
cat >exports.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { exports } = JSON.parse(readFileSync('node_modules/foblab/package.json', 'utf8'));
for (const path of Object.keys(exports)) {
  if (path === './package.json') continue;
  const name = `foblab${path.slice(1)}`;
  const imported = Object.keys(await import(name)).sort();
  assert.ok(imported.length > 0, name);
  assert.deepEqual(Object.keys(require(name)).sort(), imported, name);
  console.log(`${name}: ${imported.length} exports`);
}
JS
node exports.mjs
# What the pages say to import is there.
grep -hoE "^ *import \{[^}]*\} from 'foblab[^']*'" node_modules/foblab/docs/*.md | sed 's/^ *//; s/$/;/' >imports.txt
while read -r line; do
  echo "$line" >one.mjs
  node one.mjs || { echo "try-tarball: a page says $line"; exit 1; }
done <imports.txt
cat >use.cjs <<'JS'
const { openBench, OperationError } = require('foblab');
const { openStore } = require('foblab/verification');
(async () => {
  const bench = await openBench({ at: new Date('2026-01-01T00:00:00Z') });
  const fob = await bench.add('onespan/digipass-go7');
  if (!/^\d{6}$/.test(await fob.code())) throw new Error('no code');
  await bench.close();
  const refused = await fob.code().catch((error) => error instanceof OperationError);
  if (refused !== true) throw new Error('a closed bench answers');
  const store = await openStore('sqlite:credentials.db');
  await store.close();
})();
JS
node use.cjs
# A misspelt name does not compile.
npm install --ignore-scripts --no-audit --no-fund --no-save typescript@5.9 @types/node@20 >/dev/null
cat >names.mts <<'TS'
import { openBench } from 'foblab';
import { createMemoryStore, type Store } from 'foblab/verification';
import { readSeedFile } from 'foblab/seed-files';
import { UsbIpServer } from 'foblab/usbip';
import { Fob } from 'foblab/firmware';

export const used: unknown[] = [readSeedFile, UsbIpServer, Fob];
export const store: Store = createMemoryStore();
const bench = await openBench({ at: new Date() });
const fob = await bench.add('onespan/digipass-go7');
await fob.fault('button.stuck');
// @ts-expect-error
await bench.add('onespan/digipas-go7');
// @ts-expect-error
await fob.fault('buton.stuck');
TS
npx tsc --noEmit --strict --skipLibCheck --target es2022 --module nodenext --moduleResolution nodenext names.mts
cat >client.mjs <<'JS'
import assert from 'node:assert/strict';
import { FoblabClient } from 'foblab/client';

const lab = await new FoblabClient(process.argv[2]).startLab({ seed: '7' });
const { serial } = await lab.run('fob.add', { model: 'onespan/digipass-go7' });
const { screen } = await lab.run('fob.press', { fob: serial });
assert.match(screen.text, /^\d{6}$/);
for await (const event of lab.stream('bench.log', { since: 1, follow: true })) {
  assert.equal(event.kind, 'added');
  break;
}
JS
[ -d "$FOBLAB_BENCH" ] || npx foblab init --paused >/dev/null
node_modules/.bin/foblab serve --http --port-file port --plain >url &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 300); do [ -s port ] && [ -s url ] && break; sleep 0.1; done
node client.mjs "$(cat url)"
kill $server
wait $server 2>/dev/null || true
echo "the tarball works: models, demo, the client, every export by import and require, the pages' imports, types"
