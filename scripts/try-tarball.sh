#!/usr/bin/env bash
# Packs the package, installs it into an empty folder without scripts, and uses it as a stranger would.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm pack --silent --pack-destination "$folder" >/dev/null
cd "$folder"
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
echo "the tarball works: models, demo, foblab, foblab/verification"
