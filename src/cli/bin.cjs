#!/usr/bin/env node
// Starts a bundle from V8's code cache where the build has left one for this very Node: what every command runs at
// its start is then not compiled again. Without a cache, or with a stale one, the bundle is compiled as usual.
const { readFileSync, writeFileSync } = require('node:fs');
const { Script, constants } = require('node:vm');

// The terminal UI has a bundle of its own; without a command, in a terminal, foblab is the terminal UI.
const words = process.argv.slice(2);
const lab = words[0] === 'lab' || (areOfLab(words) && inTerminal());
const name = lab ? 'foblab-lab' : 'foblab-start';
const writes = process.env.FOBLAB_WRITE_CODE_CACHE === '1';
const pieces = new Map();
load(`${name}.cjs`);

/** A bundle, or a piece of one that it asks for by name. */
function load(piece) {
  const known = pieces.get(piece);
  if (known !== undefined) return known.exports;
  const file = `${__dirname}/${piece}`;
  const cacheFile = `${file.slice(0, -'.cjs'.length)}.${process.version}-${process.arch}.cache`;
  let cachedData;
  try {
    // What is written is compiled from this very bundle: V8 knows the source of a cache by its length alone.
    if (!writes) cachedData = readFileSync(cacheFile);
  } catch {
    // Built for another Node.
  }
  // A function of a module's five names, in ASCII: as it lies on the disk it is what V8 takes.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
    ...(constants === undefined
      ? {}
      : { importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }),
  });
  // The build runs a command once in this way and keeps what it compiled.
  if (writes) process.once('exit', () => writeFileSync(cacheFile, script.createCachedData()));
  const loaded = { exports: {} };
  pieces.set(piece, loaded);
  const find = (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
  script.runInThisContext()(loaded.exports, find, loaded, file, __dirname);
  return loaded.exports;
}

/** No word at all, or nothing but options that the terminal UI takes. */
function areOfLab(given) {
  for (let i = 0; i < given.length; i++)
    if (given[i] === '--bench' || given[i] === '-b') i++;
    else if (!/^--(bench=.*|mono|ascii)$/s.test(given[i])) return false;
  return true;
}

/** Asked only where it matters: the module takes its time to load. */
function inTerminal() {
  const { isatty } = require('node:tty');
  return isatty(0) && isatty(1);
}
