// Reads the secrets section of a target file: names, each with a file or an environment variable.
import type { SecretSource } from './target-description.js';
import { type Entry, shown, type YamlSource } from './yaml-source.js';

export function readSecretSources(
  source: YamlSource,
  entry: Entry | undefined,
  path: (given: string) => string,
): SecretSource[] {
  const example = 'a source each: { env: VARIABLE } or { file: PATH }';
  if (entry === undefined) return [];
  const entries = source.asMapping(entry[1], 'secrets', `names with ${example}`);
  return [...(entries ?? [])].flatMap(([name, [key, value]]): SecretSource[] => {
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(name)) {
      source.problem(
        key,
        `"${shown(name)}" is no name for a secret: give a letter, then letters, digits, "_", "-"`,
      );
      return [];
    }
    const what = `secrets: ${name}`;
    const given = source.asMapping(value, what, example, ['env', 'file']);
    if (given === undefined) return [];
    const [[from, where] = []] = [...given];
    if (given.size !== 1 || from === undefined || where === undefined) {
      source.problem(value, `${what}: give one source, { env: VARIABLE } or { file: PATH }`);
      return [];
    }
    const text = source.asText(where[1], `${what}: ${from}`);
    if (text === undefined) return [];
    if (from === 'file') return [{ name, from: 'file', path: path(text) }];
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return [{ name, from: 'env', variable: text }];
    source.problem(where[1], `${what}: env is not a variable’s name: give letters, digits and "_"`);
    return [];
  });
}
