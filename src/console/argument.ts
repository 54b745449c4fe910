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
  if (parameter.kind === 'boolean') return booleanOf(data);
  if (parameter.kind === 'number')
    return data.kind === 'word' ? limitOf(parameter, data.value) : numberOf(parameter, data);
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

/** 1 or 0. A number is rounded; any but 0 is on (SCPI-99 volume 1, 7.3). */
function booleanOf(data: ProgramData): number {
  if (data.kind === 'number' && data.suffix === '') return Math.round(data.value) === 0 ? 0 : 1;
  const word = data.kind === 'word' ? data.value.toUpperCase() : '';
  if (word === 'ON') return 1;
  if (word === 'OFF') return 0;
  throw new ScpiError(-104, 'expected ON, OFF, 1 or 0');
}

/** MINimum, MAXimum or DEFault where a number goes (SCPI-99 volume 1, 7.2.1). @throws −104 or −224 */
export function limitOf(parameter: NumberParameter, word: string): number {
  const form = word.toUpperCase();
  if (form === 'MIN' || form === 'MINIMUM') return parameter.minimum;
  if (form === 'MAX' || form === 'MAXIMUM') return parameter.maximum;
  if (form !== 'DEF' && form !== 'DEFAULT')
    throw new ScpiError(-104, `expected a number, MIN, MAX or DEF for the ${parameter.name}`);
  if (parameter.default === undefined)
    throw new ScpiError(-224, `the ${parameter.name} has no default; give a number`);
  return parameter.default;
}
