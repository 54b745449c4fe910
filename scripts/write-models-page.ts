// Writes docs/models.md from the catalogue.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../devices/index.js';
import { modelsPage } from '../devices/models-page.js';

const page = fileURLToPath(new URL('../docs/models.md', import.meta.url));
writeFileSync(page, modelsPage(catalogue));
console.log(`${page}: ${catalogue.length} models`);
