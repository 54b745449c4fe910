// How a parameter is spelled where it is typed.
import type { Parameter } from './parameter.js';

/** `--drift-ppm` of `driftPpm`; a secret is only ever the name of a file. */
export function optionName(name: string, { kind }: Pick<Parameter<unknown>, 'kind'>): string {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return kind === 'secret' ? `--${dashed}-file` : `--${dashed}`;
}
