// Endpoint 0. Standard requests (USB 2.0 chapter 9) are answered here; class and vendor requests go to their function.
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

  /** `toFunction` returns undefined to refuse (STALL). */
  constructor(
    standard: StandardRequestTarget,
    toFunction: (setup: SetupPacket, data: Uint8Array) => Uint8Array | undefined,
    disturbance: Disturbance,
  ) {
    this.#standard = standard;
    this.#toFunction = toFunction;
    this.#disturbance = disturbance;
  }

  /** Completes before it returns, unless the fault usb.silence is on. */
  submit(request: ControlRequest, complete: TransferCompletion): PendingTransfer {
    const answer = (): void => complete(this.#answer(request));
    if (!this.#disturbance.silent()) {
      answer();
      return settledTransfer;
    }
    this.#waiting.add(answer);
    return { cancel: () => this.#waiting.delete(answer) };
  }

  /** Completes the waiting transfers after the fault usb.silence has ended. */
  drain(): void {
    for (const answer of [...this.#waiting]) if (this.#waiting.delete(answer)) answer();
  }

  /** The host is gone: its transfers are never completed. */
  abandon(): void {
    this.#waiting.clear();
  }

  #answer(request: ControlRequest): TransferResult {
    const setup = decodeSetup(request.setup);
    // A data stage of another length than the SETUP says is an error of the host (USB 2.0 §8.5.3).
    if (setup.direction === 'out' && request.data.length !== setup.length) return stalledResult;
    if (setup.type === 'standard')
      return resultOf(setup, request, answerStandardRequest(setup, this.#standard));
    // Faults do not disturb standard requests, so that a device with faults still enumerates.
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
