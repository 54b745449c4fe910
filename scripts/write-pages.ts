// Writes everything that is made from a table: the pages of docs/, the TypeScript client and the golden schemas.
// npm run write-pages
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const page of ['cli-page', 'client', 'keys-page', 'models-page']) run(`scripts/write-${page}.ts`);
run('test/run.ts', 'contract/schemas.test', 'links/serial-docs.test');

function run(...script: string[]): void {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', ...script], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FOBLAB_WRITE_GOLDEN: '1', FOBLAB_WRITE_DOCS: '1' },
  });
  if (status !== 0) process.exit(status ?? 1);
}
