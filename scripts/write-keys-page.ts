// Writes docs/terminal-ui.md from the key table of the terminal UI.
import { writeFileSync } from 'node:fs';
import { keysPage } from '../src/tui/keys/keys-page.js';

writeFileSync(new URL('../docs/terminal-ui.md', import.meta.url), keysPage());
