// The imports of the tree's TypeScript files: which file names which, type-only imports and import() included.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Also matches in comments and strings; an import written there is refused by mistake, and none is missed. */
const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.[^'"]+)\1/g;

/** @returns a map from each file below `folders` to the files that it imports; paths are relative to `root`. */
export function importGraph(root, folders) {
  const graph = new Map();
  const files = new Set(folders.flatMap((folder) => typescriptFiles(root, folder)));
  for (const file of files) graph.set(file, importsOf(file, readFileSync(join(root, file), 'utf8'), files));
  return graph;
}

/** @returns each set of files that import each other, directly or through others (Tarjan's algorithm). */
export function importCycles(graph) {
  const cycles = [];
  const order = new Map();
  const lowest = new Map();
  const stack = [];
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return cycles;

  function visit(file) {
    order.set(file, order.size);
    lowest.set(file, order.get(file));
    stack.push(file);
    for (const next of graph.get(file)) {
      if (!graph.has(next)) continue;
      if (!order.has(next)) {
        visit(next);
        lowest.set(file, Math.min(lowest.get(file), lowest.get(next)));
      } else if (stack.includes(next)) lowest.set(file, Math.min(lowest.get(file), order.get(next)));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const members = stack.splice(stack.indexOf(file));
    if (members.length > 1 || graph.get(file).includes(file)) cycles.push(members.sort());
  }
}

/** `./page.js` names `page.ts`, or `page.tsx` where that is the file. */
function importsOf(file, text, files) {
  const found = new Set();
  for (const [, , path] of text.matchAll(specifier)) {
    const imported = join(dirname(file), path).replace(/\.js$/, '.ts');
    found.add(files.has(`${imported}x`) ? `${imported}x` : imported);
  }
  return [...found];
}

function typescriptFiles(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : typescriptFiles(root, path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
