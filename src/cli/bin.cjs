#!/usr/bin/env node
// Starts the bundle from V8's code cache, so that what a command runs at its start is not compiled again. Each command
// has a cache of its own for each Node: its first run writes it, below XDG_CACHE_HOME. Without one the bundle is
// compiled as usual.
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { Script } = require('node:vm');

/** The build writes its name here: a cache fits one bundle and no other. */
const bundle = 'FOBLAB_BUNDLE';
const file = `${__dirname}/${bundle}.cjs`;
const cacheFile = cacheFileOf(process.argv.slice(2));
let cachedData;
try {
  cachedData = readFileSync(cacheFile);
} catch {
  // The first run of this command on this Node.
}
// The bundle is one function of a module's five names, in ASCII: V8 takes it as it lies on the disk.
const script = new Script(readFileSync(file, 'latin1'), {
  filename: file,
  ...(cachedData === undefined ? {} : { cachedData }),
});
if (cacheFile !== undefined && (cachedData === undefined || script.cachedDataRejected))
  process.once('exit', (code) => {
    if (code === 0) writeCache();
  });
const loaded = { exports: {} };
script.runInThisContext()(loaded.exports, require, loaded, file, __dirname);

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

/** A cache that cannot be written is no failure: the next run compiles again. */
function writeCache() {
  try {
    mkdirSync(cacheFile.slice(0, cacheFile.lastIndexOf('/')), { recursive: true, mode: 0o700 });
    const beside = `${cacheFile}.${process.pid}`;
    writeFileSync(beside, script.createCachedData(), { mode: 0o600 });
    renameSync(beside, cacheFile);
  } catch {}
}
