// Checks the parameters of a program unit against the one parameter that its command takes.
import type { ArgumentValue, Command, NumberParameter } from './command.js';
import type { ProgramData } from './program-message.js';
import { ScpiError } from './scpi-errors.js';

/** The value in base units. Throws −104, −108, −109, −131 or −222; the detail says what is expected. */
export function argumentOf(command: Command, given: readonly ProgramData[]): ArgumentValue {
  const { parameter } = command;
  if (given.length > (parameter === undefined ? 0 : 1)) {
    throw new ScpiError(-108, `${command.header} takes ${parameter === undefined ? 'no parameter' : 'one'}`);
  }
  const [data] = given;
  if (parameter === undefined) return undefined;
  if (data === undefined) {
    if (parameter.kind === 'name' && parameter.optional) return undefined;
    throw new ScpiError(-109, `${command.header} takes a ${parameter.name}`);
  }
  if (parameter.kind === 'number') return numberOf(parameter, data);
  if (data.kind === 'number') throw new ScpiError(-104, `expected a ${parameter.name}, not a number`);
  return data.value;
}

function numberOf(parameter: NumberParameter, data: ProgramData): number {
  if (data.kind !== 'number') throw new ScpiError(-104, `expected a number for the ${parameter.name}`);
  const unit = data.suffix === '' ? 1 : parameter.suffixes[data.suffix];
  if (unit === undefined) {
    const known = Object.keys(parameter.suffixes).join(', ');
    const expected = known === '' ? 'no suffix is taken here' : `expected one of ${known}`;
    throw new ScpiError(-131, `${data.suffix.slice(0, 20)}; ${expected}`);
  }
  const value = parameter.integer ? Math.round(data.value * unit) : data.value * unit;
  if (!(value >= parameter.minimum && value <= parameter.maximum)) {
    const { minimum, maximum } = parameter;
    throw new ScpiError(
      -222,
      `the ${parameter.name} is ${minimum} to ${maximum} ${parameter.unit}`.trimEnd(),
    );
  }
  return value;
}
