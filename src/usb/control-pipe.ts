// Endpoint 0: standard requests to chapter 9, class and vendor requests to the function that they are for.
import type { Disturbance } from './faults.js';
import { decodeSetup, type SetupPacket } from './setup-packet.js';
import { answerStandardRequest, type StandardRequestTarget } from './standard-requests.js';
import {
  type PendingTransfer,
  receivedResult,
  sentResult,
  settledTransfer,
  stalledResult,
  type TransferCompletion,
  type TransferRequest,
  type TransferResult,
} from './transfer.js';

export type ControlRequest = Extract<TransferRequest, { kind: 'control' }>;

export class ControlPipe {
  readonly #standard: StandardRequestTarget;
  readonly #toFunction: (setup: SetupPacket, data: Uint8Array) => Uint8Array | undefined;
  readonly #disturbance: Disturbance;
  readonly #waiting = new Set<() => void>();

  /** `toFunction` refuses with undefined (STALL). */
  constructor(
    standard: StandardRequestTarget,
    toFunction: (setup: SetupPacket, data: Uint8Array) => Uint8Array | undefined,
    disturbance: Disturbance,
  ) {
    this.#standard = standard;
    this.#toFunction = toFunction;
    this.#disturbance = disturbance;
  }

  /** Completes before it returns, unless the device has fallen silent. */
  submit(request: ControlRequest, complete: TransferCompletion): PendingTransfer {
    const answer = (): void => complete(this.#answer(request));
    if (!this.#disturbance.silent()) {
      answer();
      return settledTransfer;
    }
    this.#waiting.add(answer);
    return { cancel: () => this.#waiting.delete(answer) };
  }

  /** The silence is over. */
  drain(): void {
    for (const answer of [...this.#waiting]) if (this.#waiting.delete(answer)) answer();
  }

  /** The host is gone: its transfers are never completed. */
  abandon(): void {
    this.#waiting.clear();
  }

  #answer(request: ControlRequest): TransferResult {
    const setup = decodeSetup(request.setup);
    // The data stage is as long as the SETUP said, or the host errs (USB 2.0 §8.5.3).
    if (setup.direction === 'out' && request.data.length !== setup.length) return stalledResult;
    if (setup.type === 'standard')
      return resultOf(setup, request, answerStandardRequest(setup, this.#standard));
    // Standard requests stay undisturbed, so that a device with faults enumerates.
    if (this.#disturbance.stalls() || setup.type === 'reserved') return stalledResult;
    const answer = this.#toFunction(setup, request.data);
    const cut = answer?.subarray(0, this.#disturbance.shorten(answer.length));
    return resultOf(setup, request, cut);
  }
}

function resultOf(
  setup: SetupPacket,
  request: ControlRequest,
  answer: Uint8Array | undefined,
): TransferResult {
  if (answer === undefined) return stalledResult;
  if (setup.direction === 'out') return sentResult(request.data.length);
  const length = Math.min(answer.length, setup.length, request.length);
  return receivedResult(new Uint8Array(answer.subarray(0, length)));
}
