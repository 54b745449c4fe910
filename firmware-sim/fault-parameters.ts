// Checks the setting of a fault that is switched on, and completes its parameters.
import { type CrystalState, drawnDropPpm } from './crystal.js';
import type { FaultDefinition } from './faults.js';
import { FobError } from './fob-port.js';
import type { FaultSetting } from './simulated-fob.js';

/** @throws FobError `unknown-name`, `out-of-range`, or `unsupported` for a duration of a fault that happens once */
export function faultParameters(
  definition: FaultDefinition,
  { parameters: given = {}, forUs }: FaultSetting,
  crystal: CrystalState,
  timeUs: number,
): Record<string, number> {
  checkDuration(definition, forUs);
  const allowed = definition.parameters.map(({ name }) => name);
  for (const name of Object.keys(given))
    if (!allowed.includes(name))
      throw new FobError(
        'unknown-name',
        `the fault ${definition.name} has no parameter '${name}'; it takes ${allowed.join(', ') || 'none'}`,
      );
  const complete: Record<string, number> = {};
  for (const { name, unit, default: fallback, minimum, maximum, whole, drawn } of definition.parameters) {
    const value = given[name] ?? (drawn ? drawnDropPpm(crystal, timeUs, maximum) : fallback);
    if (!(value >= minimum && value <= maximum) || (whole && !Number.isInteger(value)))
      throw new FobError(
        'out-of-range',
        `${definition.name} ${name} is ${value}; expected ${whole ? 'a whole number from ' : ''}${minimum} to ${maximum} (${unit})`,
      );
    complete[name] = value;
  }
  if (definition.name === 'crystal.drop') checkTolerance(crystal.cut.tolerancePpm + complete.ppm!);
  return complete;
}

function checkDuration({ name, momentary }: FaultDefinition, forUs: number | undefined): void {
  if (forUs === undefined) return;
  if (momentary)
    throw new FobError('unsupported', `${name} happens once and does not last: leave its duration out`);
  if (!(forUs > 0))
    throw new FobError('out-of-range', `${name} for ${forUs / 1e6} s; expected more than 0 s`);
}

function checkTolerance(ppm: number): void {
  if (Math.abs(ppm) > mostTolerancePpm)
    throw new FobError(
      'out-of-range',
      `the crystal would be ${ppm.toFixed(1)} ppm off by its falls; a fob goes as far as ±${mostTolerancePpm} ppm`,
    );
}

/** The largest tolerance that a snapshot accepts. */
const mostTolerancePpm = 1000;
