// The examples in other languages, each with its own HTTP client, against a server.
import * as assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import { skip } from '../skip.js';
import { startServer } from './api-server.js';

const examples = suite('examples of HTTP');
const folder = fileURLToPath(new URL('../../examples/http', import.meta.url));

example(
  'Python',
  ['python3', '--version'],
  () => ['python3', '-m', 'unittest', '-v', 'test_token_login'],
  /OK/,
);
example('Java', ['javac', '-version'], (url) => ['java', 'TokenLogin.java', url], /accepted once/);
example('Go', ['go', 'version'], (url) => ['go', 'run', 'token_login.go', url], /accepted once/);
example('curl', ['curl', '--version'], (url) => ['sh', 'token-login.sh', url], /accepted once/);

function example(
  language: string,
  probe: readonly [string, string],
  command: (url: string) => readonly string[],
  expected: RegExp,
): void {
  const name = `${language} logs in with a token`;
  if (spawnSync(probe[0], [probe[1]]).status !== 0) {
    skip(examples, name, `no ${probe[0]} here`);
    return;
  }
  examples(name, async () => {
    const s = await startServer();
    try {
      const [program, ...words] = command(s.url);
      const { code, output } = await ended(program!, words, s.url);
      assert.equal(code, 0, output);
      assert.match(output, expected);
    } finally {
      await s.close();
    }
  });
}

function ended(
  program: string,
  words: readonly string[],
  url: string,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      FOBLAB_URL: url,
      PYTHONDONTWRITEBYTECODE: '1',
      GOFLAGS: '-mod=mod',
      GO111MODULE: 'off',
    };
    const child = spawn(program, words, { cwd: folder, env });
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

examples.run();
