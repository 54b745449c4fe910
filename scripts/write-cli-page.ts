// Writes docs/cli.md from the table of operations: npx tsx scripts/write-cli-page.ts
import { writeFileSync } from 'node:fs';
import { cliPage } from '../src/cli/cli-page.js';

writeFileSync(new URL('../docs/cli.md', import.meta.url), await cliPage());
