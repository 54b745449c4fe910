// The shape of one Nitrokey command: fields in, status and result out.

import type { RandomSource } from '../../random.js';
import { nitrokeyStatus } from '../../wire/nitrokey-commands.js';
import type { Moment } from '../usb-applet.js';
import type { NitrokeyState } from './state.js';

export interface CommandInput {
  key: NitrokeyState;
  /** Bytes 1 to 59 of the report, so that offset 0 here is byte 1 in the protocol's tables. */
  payload: Uint8Array;
  at: Moment;
  random: RandomSource;
}

export interface CommandOutcome {
  status: number;
  result?: Uint8Array;
}

export type Command = (input: CommandInput) => CommandOutcome;

export const done: CommandOutcome = { status: nitrokeyStatus.ok };

export function refused(status: number): CommandOutcome {
  return { status };
}

export function answered(...bytes: number[]): CommandOutcome {
  return { status: nitrokeyStatus.ok, result: Uint8Array.from(bytes) };
}
