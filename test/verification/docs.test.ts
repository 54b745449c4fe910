// Runs the examples of docs/verification.md in one module, and compares what they print with the comments on those lines.
import * as assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { build } from 'esbuild';
import { test } from 'uvu';

const page = new URL('../../docs/verification.md', import.meta.url);

test('each example of docs/verification.md does what the page says', async () => {
  const examples = [...readFileSync(page, 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
    (match) => match[1]!,
  );
  assert.ok(examples.length >= 7);
  const source = examples.join('\n').replaceAll("'foblab/verification'", "'../../src/verification/index.js'");
  const module = new URL(`./docs-examples-${process.pid}.mjs`, import.meta.url);
  const printed: string[] = [];
  const log = console.log;
  try {
    await build({
      stdin: { contents: source, loader: 'ts', resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      outfile: fileURLToPath(module),
    });
    console.log = (...values: unknown[]) => printed.push(format(...values));
    await import(module.href);
  } finally {
    console.log = log;
    rmSync(module, { force: true });
  }
  const said = [...source.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]!);
  assert.equal(printed.length, said.length);
  for (const [i, line] of printed.entries()) assert.equal(said[i]!.split(/[:;]| days| of /)[0], line);
});

test.run();
