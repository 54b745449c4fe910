// Packs a program into one file of modules, each a function that src/cli/bin.cjs runs when it is first required. esbuild
// resolves and translates the modules; what is done here is that a module costs nothing until it is used:
// - an import becomes a `require` at each place that uses it. Our modules have no side effects and no import cycles, so
//   the moment at which one runs makes no difference;
// - the modules of the firmware and of the verification kernel require theirs at their start: there a call counts;
// - packages are translated as they are, since they may have both.
import { readFileSync } from 'node:fs';
import { build, transform } from 'esbuild';

/** Calls into these modules happen in every simulated second or for every code. */
const eager = /^(firmware-sim|src\/verification\/kernel)\/(?!.*\bindex\.ts$)|^node_modules\/(?!@otplib\/)/;

/** This module needs three of otplib's hundreds of exports, so it is bundled with them. */
const bundledWithPackages = /^firmware-sim\/otp\.ts$/;

/** This package replaces the global Response when it serves, and the responses it exports must be made before. */
const hasMoment = /^"@hono\/node-server/;

/** The parameters of a module's function; bin.cjs passes them. */
const parameters = 'exports,require,module,__filename,bundleUrl,__export,__toESM,__reExport,__import';

/**
 * @param options esbuild's, with `entryPoints` of one file
 * @returns the text of the pack, and the place of each module in it; the first is the entry
 */
export async function packModules(options) {
  const { metafile } = await build({ ...options, metafile: true });
  const [output] = Object.values(metafile.outputs);
  const files = reachable(metafile.inputs, output.entryPoint);
  const numbers = new Map(files.map((file, number) => [file, number]));
  const texts = await Promise.all(
    files.map((file) => moduleText(file, metafile.inputs[file], numbers, options)),
  );
  const places = [];
  let pack = '';
  for (const text of texts) {
    places.push([pack.length, text.length]);
    pack += `${text}\n`;
  }
  return { pack, places };
}

/** Each after what it imports comes close to the order of use. */
function reachable(inputs, entry) {
  const found = new Set();
  const packed = (file) =>
    inputs[file].imports.filter(
      ({ path, external }) =>
        !external && !(bundledWithPackages.test(file) && path.startsWith('node_modules/')),
    );
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const { path, kind } of packed(file)) if (kind !== 'dynamic-import') visit(path);
  };
  visit(entry);
  for (const file of found) for (const { path } of packed(file)) visit(path);
  return [...found];
}

async function moduleText(
  file,
  { imports, format },
  numbers,
  { target, define, minify, lineLimit, supported, jsx, jsxImportSource },
) {
  const source = readFileSync(file, 'utf8');
  if (file.endsWith('.json'))
    return `(function(${parameters}){module.exports=${JSON.stringify(JSON.parse(source))}})`;
  const loader = /\.([cm]?[jt]sx?)$/.exec(file)[1].replace(/^[cm]/, '');
  const common = { target, define, supported, platform: 'node', legalComments: 'none' };
  const isModule = format === 'esm';
  const { code } = bundledWithPackages.test(file)
    ? await withPackages(file, common)
    : isModule
      ? await transform(source, { ...common, loader, format: 'cjs', jsx, jsxImportSource, sourcefile: file })
      : { code: source };
  const body = numbered(isModule ? rewritten(code, file) : code, imports, numbers);
  // An expression that nothing takes would be dropped.
  const text = `taken=function(${parameters}){${isModule ? '"use strict";' : ''}${body}\n}`;
  const minified = await transform(text, { ...common, minify, lineLimit, sourcefile: file });
  return `(${ascii(minified.code.trim().replace(/^taken=|;$/g, ''))})`;
}

/** Its own imports stay requires. */
async function withPackages(file, common) {
  const ownImports = {
    name: 'own-imports',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\./ }, ({ path, importer }) =>
        importer.includes('node_modules') || importer === '' ? undefined : { path, external: true },
      ),
  };
  const { outputFiles } = await build({
    ...common,
    entryPoints: [file],
    bundle: true,
    format: 'cjs',
    write: false,
    plugins: [ownImports],
  });
  return { code: outputFiles[0].text };
}

/** What esbuild writes in front of a translated module; bin.cjs has each of these once. */
const helpers =
  /^var (__create|__defProp|__getOwnPropDesc|__getOwnPropNames|__getProtoOf|__hasOwnProp|__export|__copyProps|__reExport|__toESM|__toCommonJS) = (?:.*;$|[\s\S]*?^(?:\};|\)\);)$)\n/gm;

function rewritten(code, file) {
  const isOwn = !file.startsWith('node_modules/');
  let text = code
    .replace(helpers, '')
    .replace(/\bPromise\.resolve\(\)\.then\(\(\) => __toESM\(require\(("[^"]+")\)\)\)/g, '__import($1)')
    .replace(/^var (\w+_exports) = \{\};$/m, 'var $1 = exports;')
    .replace(/^module\.exports = __toCommonJS\(\w+\);$/m, '')
    .replace(/^\/\/ Annotate the CommonJS export names[\s\S]*/m, '');
  const missing = /\b__(?:defProp|create|copyProps|toCommonJS|getOwnPropNames|getOwnPropDesc)\b/.exec(text);
  if (missing !== null)
    throw new Error(`${file}: esbuild writes a helper that uses ${missing[0]}: teach it to bin.cjs`);
  if (isOwn) text = withPlainExports(text);
  if (eager.test(file)) return text;
  for (const [line, name, specifier] of [...text.matchAll(/^var (import_\w+) = require\(("[^"]+")\);\n/gm)])
    if (!hasMoment.test(specifier))
      text = text
        .replace(line, '')
        .replace(new RegExp(`\\b${name}\\b`, 'g'), () => `(require(${specifier}))`);
  return text;
}

/** An export that never changes after the module has run needs no getter. */
function withPlainExports(text) {
  const constant = (local) =>
    new RegExp(`^(?:async )?(?:function\\*?|class|const) ${local}\\b`, 'm').test(text);
  const plain = [];
  const rest = text.replace(/^__export\(\w+_exports, \{\n[\s\S]*?^\}\);$/m, (block) =>
    block.replace(/^ {2}(\w+): \(\) => (\w+),?\n/gm, (line, name, local) => {
      if (!constant(local)) return line;
      plain.push(`exports.${name} = ${local};`);
      return '';
    }),
  );
  return `${rest}\n${plain.join('\n')}`;
}

function numbered(code, imports, numbers) {
  const byName = new Map();
  for (const { original, path, external } of imports)
    if (!external && original !== undefined) byName.set(original, numbers.get(path));
  return code.replace(/\b(require|__import)\((["'])([^"']+)\2\)/g, (call, name, _, specifier) =>
    byName.has(specifier) ? `${name}(${byName.get(specifier)})` : call,
  );
}

/** In ASCII a script is not decoded. esbuild escapes everything but regular expressions. */
function ascii(code) {
  return code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
