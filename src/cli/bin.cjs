#!/usr/bin/env node
// Runs the pack that scripts/build.js makes: a file of modules, each a function that runs when it is first required.
// The modules that a command used the last time are compiled as one script, with V8's code cache, so that what a command
// runs at its start is not compiled again. Each command has a cache of its own for each Node, below XDG_CACHE_HOME: its
// first run notes the modules, the second compiles them together. Without a cache, each is compiled when it is required.
const {
  closeSync,
  fdatasyncSync,
  fstatSync,
  futimesSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} = require('node:fs');
const { Script } = require('node:vm');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`foblab: this is Node ${process.versions.node}; foblab needs Node 20.19 or newer`);
  process.exit(1);
}

/** The build writes its name here: a cache fits one pack and no other. */
const bundle = 'FOBLAB_BUNDLE';
const file = `${__dirname}/${bundle}.pack`;
const bundleUrl = /^[\w/.-]+$/.test(__filename)
  ? `file://${__filename}`
  : require('node:url').pathToFileURL(__filename).href;
/** By the number of a module: where its text begins, and its length. Read where a module is not in the cache. */
let places;
let descriptor;

/** Root works in another user's bench as that user, who may not read the program. */
const startedAs = process.geteuid?.();

/** By the number of a module. */
const functions = [];
const loaded = [];
/** The modules of this run, in the order in which they ran. */
const used = [];

const cacheFile = cacheFileOf(process.argv.slice(2));
const cached = readCache();
let script;
if (cached !== undefined) {
  const { numbers, text, cachedData } = cached;
  script = new Script(text, {
    filename: cacheFile,
    lineOffset: 1,
    ...(cachedData.length === 0 ? {} : { cachedData }),
  });
  const compiled = script.runInThisContext();
  for (let i = 0; i < numbers.length; i++) functions[numbers[i]] = compiled[i];
}
if (cacheFile !== undefined)
  process.once('exit', (code) => {
    if (code === 0) asStarted(updateCache);
  });
requireModule(0);

/** A module of the pack by its number, or one of Node or of a package by its name. */
function requireModule(name) {
  return loaded[name] ?? (typeof name === 'number' ? load(name) : asStarted(() => require(name)));
}

/** Does the work as the user who started the program. */
function asStarted(work) {
  const user = process.geteuid?.();
  if (user === startedAs) return work();
  process.seteuid(startedAs);
  try {
    return work();
  } finally {
    process.seteuid(user);
  }
}

function load(number) {
  let run = functions[number];
  if (run === undefined)
    run = new Script(
      asStarted(() => textOf([number])),
      { filename: file },
    ).runInThisContext()[0];
  const module = { exports: {} };
  // Packages may import in a cycle.
  loaded[number] = module.exports;
  let ran = false;
  try {
    run.call(
      module.exports,
      module.exports,
      requireModule,
      module,
      __filename,
      bundleUrl,
      defineExports,
      asImported,
      reExport,
      importModule,
    );
    ran = true;
  } finally {
    if (!ran) loaded[number] = undefined;
  }
  used.push(number);
  loaded[number] = module.exports;
  return module.exports;
}

/** The texts of modules, as the elements of an array. */
function textOf(numbers) {
  places ??= JSON.parse(readFileSync(`${__dirname}/${bundle}.json`, 'latin1'));
  descriptor ??= openSync(file, 'r');
  let length = numbers.length + 1;
  for (const number of numbers) length += places[number][1];
  const bytes = Buffer.alloc(length, ',');
  bytes[0] = 0x5b;
  bytes[length - 1] = 0x5d;
  let at = 1;
  for (const number of numbers) {
    const [from, size] = places[number];
    readSync(descriptor, bytes, at, size, from);
    at += size + 1;
  }
  return bytes.latin1Slice();
}

/** Defines the exports of an ECMAScript module, as getters. */
function defineExports(target, getters) {
  Object.defineProperty(target, '__esModule', { value: true });
  for (const name in getters) Object.defineProperty(target, name, { get: getters[name], enumerable: true });
}

/** `export * from`. */
function reExport(target, source) {
  for (const name of Object.getOwnPropertyNames(source))
    if (name !== 'default' && !Object.hasOwn(target, name))
      Object.defineProperty(target, name, { get: () => source[name], enumerable: true });
}

/** A module as `import * as` and `import()` see it. */
function asImported(source) {
  if (source?.__esModule) return source;
  const seen = Object.create(null);
  for (const name of source == null ? [] : Object.getOwnPropertyNames(source))
    if (name !== 'default') Object.defineProperty(seen, name, { get: () => source[name], enumerable: true });
  return Object.defineProperty(seen, 'default', { value: source, enumerable: true });
}

/** `import()`. */
async function importModule(name) {
  return asImported(requireModule(name));
}

/** Undefined where the home folder is unknown. */
function cacheFileOf(words) {
  const { XDG_CACHE_HOME, HOME } = process.env;
  const root = XDG_CACHE_HOME || (HOME && `${HOME}/.cache`);
  if (!root) return undefined;
  const command = [];
  for (const word of words.slice(0, 2)) {
    if (!/^[a-z][a-z-]{1,20}$/.test(word)) break;
    command.push(word);
  }
  return `${root}/foblab/${bundle}/${process.version}-${process.arch}/${command.join(' ') || 'foblab'}.cache`;
}

/**
 * A line with the numbers of the modules and the length of their text, the text, and the code, which a first run has not.
 * V8 runs damaged code as it is, so that a whole cache bears a mark: it was last modified as many seconds after 1970 as
 * it has bytes. Whatever changes it takes the mark away.
 */
function readCache() {
  let from;
  try {
    from = openSync(cacheFile, 'r');
    const { size, mtimeMs } = fstatSync(from);
    if (mtimeMs !== size * 1000) return undefined;
    const bytes = Buffer.allocUnsafeSlow(size);
    if (readSync(from, bytes, 0, size, 0) !== size) return undefined;
    const end = bytes.indexOf(10);
    const [length, ...numbers] = JSON.parse(bytes.latin1Slice(0, end));
    const code = end + 1 + length;
    return { numbers, text: bytes.latin1Slice(end + 1, code), cachedData: bytes.subarray(code) };
  } catch {
    // The first run of this command on this Node, or no cache of ours.
    return undefined;
  } finally {
    if (from !== undefined) closeSync(from);
  }
}

/** A cache that cannot be written is no failure: the next run compiles again. */
function updateCache() {
  const known = cached?.numbers ?? [];
  const fresh = used.filter((number) => !known.includes(number));
  const compiled = script !== undefined && cached.cachedData.length > 0 && !script.cachedDataRejected;
  if (compiled && fresh.length === 0) return;
  const numbers = [...known, ...fresh];
  const text = Buffer.from(fresh.length === 0 ? cached.text : textOf(numbers), 'latin1');
  // A script that lacks modules is not worth its code: the next run compiles them all.
  const code = fresh.length === 0 ? script.createCachedData() : Buffer.alloc(0);
  const head = Buffer.from(`${JSON.stringify([text.length, ...numbers])}\n`);
  try {
    mkdirSync(cacheFile.slice(0, cacheFile.lastIndexOf('/')), { recursive: true, mode: 0o700 });
    writeWhole(Buffer.concat([head, text, code]));
  } catch {}
}

/** Another process, or a power cut, leaves either the whole file under this name or none. */
function writeWhole(bytes) {
  const beside = `${cacheFile}.${process.pid}`;
  const to = openSync(beside, 'w', 0o600);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(to, bytes, written);
    fdatasyncSync(to);
    futimesSync(to, bytes.length, bytes.length);
    renameSync(beside, cacheFile);
  } catch {
    unlinkSync(beside);
  } finally {
    closeSync(to);
  }
}
