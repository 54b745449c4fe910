// Writes src/api/client/operations.ts from the table of operations: npx tsx scripts/write-client.ts
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clientText } from '../src/api/index.js';

writeFileSync(fileURLToPath(new URL('../src/api/client/operations.ts', import.meta.url)), await clientText());
