// The command-line option of a parameter.
import type { Parameter } from './parameter.js';

/** `--drift-ppm` for `driftPpm`. The option of a secret ends in `-file`, since it takes the name of a file. */
export function optionName(name: string, { kind }: Pick<Parameter<unknown>, 'kind'>): string {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return kind === 'secret' ? `--${dashed}-file` : `--${dashed}`;
}
