// Requests that are sent again, over the stores that need no server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/stores/sqlite-store.js';
import { createMemoryStore } from '../../src/verification/index.js';
import { repeatContract } from '../contract/repeat-contract.js';

const folder = mkdtempSync(join(tmpdir(), 'foblab-repeats-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

repeatContract('memory', async () => createMemoryStore());
repeatContract('SQLite', async () => openSqliteStore(join(folder, 'store.db')));
