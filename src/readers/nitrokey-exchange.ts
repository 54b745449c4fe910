// One request to a Nitrokey and its response, over 64-byte feature reports.
import {
  decodeNitrokeyResponse,
  encodeNitrokeyRequest,
  type NitrokeyResponse,
  nitrokeyDeviceStatus,
  nitrokeyReportSize,
  nitrokeyStatus,
} from '../../firmware-sim/wire/index.js';
import { Exclusive } from './exclusive.js';
import type { HidLike } from './hid-like.js';
import type { Pause } from './pause.js';
import { ReaderError } from './reader-error.js';

const firstPollMs = 10;
const pollMs = 100;
const pollLimitMs = 8_000;

export class NitrokeyExchange {
  readonly #hid: HidLike;
  readonly #pause: Pause;
  readonly #exclusive = new Exclusive();

  constructor(hid: HidLike, pause: Pause) {
    this.#hid = hid;
    this.#pause = pause;
  }

  close(): Promise<void> {
    return this.#hid.close();
  }

  /** As {@link send}, but rejects with a ReaderError if the status is not ok. */
  async ask(command: number, payload?: Uint8Array): Promise<NitrokeyResponse> {
    const response = await this.send(command, payload);
    requireOk(response);
    return response;
  }

  /** Sends a request and waits until the device is ready and its answer has the CRC of this request. */
  send(command: number, payload?: Uint8Array): Promise<NitrokeyResponse> {
    return this.#exclusive.run(async () => {
      const request = encodeNitrokeyRequest(command, payload);
      const requestCrc = new DataView(request.buffer).getUint32(60, true);
      await this.#hid.sendFeatureReport(request);
      for (let waitedMs = 0, stepMs = firstPollMs; waitedMs <= pollLimitMs; stepMs = pollMs) {
        const report = await this.#hid.getFeatureReport(nitrokeyReportSize);
        if (report.length === nitrokeyReportSize) {
          const response = decodeNitrokeyResponse(report);
          const ready = response.deviceStatus === nitrokeyDeviceStatus.ready && response.crcHolds;
          if (ready && response.command === command && response.requestCrc === requestCrc) return response;
        }
        await this.#pause(stepMs);
        waitedMs += stepMs;
      }
      throw new ReaderError(
        'timeout',
        'the Nitrokey does not answer',
        'Unplug it, plug it in again and repeat',
      );
    });
  }
}

/** Throws the ReaderError for a status that is not ok. */
export function requireOk(response: NitrokeyResponse): void {
  switch (response.commandStatus) {
    case nitrokeyStatus.ok:
      return;
    case nitrokeyStatus.notAuthorized:
      throw new ReaderError('permission', 'the Nitrokey asks for its user PIN first', 'Give the user PIN');
    case nitrokeyStatus.wrongCrc:
      throw new ReaderError(
        'protocol',
        'the Nitrokey received a damaged report',
        'Repeat; try another port or cable',
      );
    default:
      throw new ReaderError(
        'protocol',
        `the Nitrokey answers status ${response.commandStatus} to command ${response.command}`,
        'Check that its firmware is 0.8 or later',
      );
  }
}
