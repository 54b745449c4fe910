// Fobs that are apps on a phone, and which options of `add` they take.

import {
  type PhoneDatasheet,
  type PushDatasheet,
  type SoftDatasheet,
  toAppModel,
} from '../../../devices/index.js';
import { ActivatedApp, PhoneFob, PushFob } from '../../../firmware-sim/fob-kinds.js';
import type { Fob, FobModel, SimulatedFob } from '../../../firmware-sim/index.js';
import { OperationError } from '../../contract/operation-error.js';
import { addFobKinds } from '../../host/fob-kinds.js';

addFobKinds();

/** The options that were given, by name. */
export type Ordered = Readonly<Record<string, unknown>>;

/** @throws OperationError `usage` for an option of a token that makes codes of its own. */
export function makeApp(
  sheet: PushDatasheet | PhoneDatasheet,
  serial: string,
  timeUs: number,
  ordered: Ordered,
  version?: string,
): SimulatedFob {
  refuse(ordered, `${sheet.id} has no seed and makes no codes of its own`);
  const options = { serial, model: toAppModel(sheet, version), timeUs };
  return sheet.kind === 'push' ? PushFob.create(options) : PhoneFob.create(options);
}

/** Whether the model gives codes only once an activation image was scanned. */
export function isActivated(sheet: { kind: string }): boolean {
  return sheet.kind === 'soft' && (sheet as SoftDatasheet).enrolment.value === 'activation-image';
}

/** An app as it is installed. @throws OperationError `usage` for an option that the activation image decides. */
export function makeInactive(
  model: FobModel,
  serial: string,
  timeUs: number,
  ordered: Ordered,
): ActivatedApp {
  refuse(
    ordered,
    `${model.id} without a secret is not active, and its activation image says what codes it makes`,
  );
  return ActivatedApp.create({ serial, model, timeUs });
}

export function makeActive(app: Fob, timeUs: number): ActivatedApp {
  return ActivatedApp.active(app, timeUs);
}

const codeOptions = [
  'secret',
  'digits',
  'period',
  'algorithm',
  'event',
  'time',
  'counter',
  'driftPpm',
  'tolerancePpm',
];

function refuse(ordered: Ordered, because: string): void {
  const given = codeOptions.filter((name) => ordered[name] !== undefined && ordered[name] !== false);
  if (given.length > 0)
    throw new OperationError('usage', `${because}: leave out ${given.join(', ')}`, { parameter: given[0] });
}
