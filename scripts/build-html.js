// Writes foblab.html: the lab in one file, which a browser opens from a disk without a server or a network.
import { readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { build } from 'esbuild';

/** Refuses a module of Node, which no browser has, and names the file that imports it. */
const noNode = {
  name: 'no-node',
  setup: ({ onResolve }) =>
    onResolve({ filter: /.*/ }, ({ path, importer }) =>
      path.startsWith('node:') || builtinModules.includes(path)
        ? { errors: [{ text: `${importer} imports ${path}, which no browser has` }] }
        : undefined,
    ),
};

const file = process.argv[2] ?? 'foblab.html';
const golden = readFileSync('test/golden/golden-run.sha256', 'utf8').trim();
const program = await bundled('src/standalone/main.tsx', {
  FOBLAB_GOLDEN: JSON.stringify(golden),
});
const { page } = await import(
  `data:text/javascript,${encodeURIComponent(await bundled('src/standalone/page.tsx', {}, 'esm'))}`
);
const html = page(program.replaceAll('</script', '<\\/script'));
writeFileSync(file, html);
console.log(`${file} ${Math.round(html.length / 1000)} kB`);

async function bundled(entry, define, format = 'iife') {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format,
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    define,
    plugins: [noNode],
    logLevel: 'error',
  });
  return outputFiles[0].text;
}
