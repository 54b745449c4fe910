// The feature reports of a Nitrokey Pro as messages that anybody may see. Requests contain PINs, temporary passwords and
// seeds. An answer contains the CRC of its request, which reveals a PIN of six digits. All of these bytes are hidden.
import { type FeatureMessage, type FeatureMessages, feature } from './feature-message.js';
import { nitrokeyCommand } from './nitrokey-commands.js';
import { decodeNitrokeyRequest, nitrokeyReportSize } from './nitrokey-report.js';

type Range = readonly [first: number, last: number];

/**
 * The bytes of a request that are not secret, counted from its command. All bytes of other commands are hidden: before
 * firmware 0.8, WRITE_TO_SLOT contained the seed.
 */
const openRequests: ReadonlyMap<number, Range> = new Map<number, Range>([
  [nitrokeyCommand.readSlotName, [1, 1]],
  [nitrokeyCommand.readSlot, [1, 1]],
  [nitrokeyCommand.getCode, [1, 18]],
  [nitrokeyCommand.writeConfiguration, [1, 5]],
  [nitrokeyCommand.eraseSlot, [1, 1]],
  [nitrokeyCommand.setTime, [1, 9]],
  [nitrokeyCommand.sendOtpData, [26, 27]],
  [nitrokeyCommand.verifyOtpCode, [1, 4]],
  [nitrokeyCommand.getRandom, [1, 1]],
]);

/** SEND_OTP_DATA answers with the seed so far. The answer of GET_RANDOM may become one. */
const openAnswers: ReadonlySet<number> = new Set([
  nitrokeyCommand.getStatus,
  nitrokeyCommand.readSlotName,
  nitrokeyCommand.readSlot,
  nitrokeyCommand.getCode,
  nitrokeyCommand.adminRetryCount,
  nitrokeyCommand.userRetryCount,
  nitrokeyCommand.verifyOtpCode,
]);

const names: ReadonlyMap<number, string> = new Map(
  Object.entries(nitrokeyCommand).map(([name, command]) => [
    command,
    name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
  ]),
);

const statusAt = 6;
const resultFrom = 7;
const crcFrom = 60;

export class NitrokeyMessages implements FeatureMessages {
  /** The request whose answer is read, if there was one. */
  #request: { command: number; shown: boolean } | undefined;
  #answer: Uint8Array | undefined;

  written(report: Uint8Array): FeatureMessage[] {
    this.#answer = undefined;
    this.#request = undefined;
    if (report.length !== nitrokeyReportSize) return [feature(true, report, 'no request', never)];
    const { command, crc, computedCrc } = decodeNitrokeyRequest(report);
    if (crc !== computedCrc) return [feature(true, report, 'request with a wrong CRC', never)];
    const [first, last] = openRequests.get(command) ?? [0, 0];
    const isOpen = (at: number): boolean => at === 0 || (at >= first && at <= last);
    const shown = report.subarray(0, crcFrom).every((byte, at) => byte === 0 || isOpen(at));
    this.#request = { command, shown };
    return [feature(true, report, nameOf(command), (at) => shown || isOpen(at))];
  }

  read(report: Uint8Array): FeatureMessage[] {
    if (this.#answer?.length === report.length && this.#answer.every((byte, at) => byte === report[at]))
      return [];
    this.#answer = report.slice();
    const request = this.#request?.command === report[1] ? this.#request : undefined;
    return [
      feature(
        false,
        report,
        request === undefined ? 'answer' : `answer to ${nameOf(request.command)}`,
        (at) => {
          if (at === 0 || at === statusAt) return true;
          if (request === undefined) return false;
          if (at === 1) return true;
          const open = openAnswers.has(request.command) || report.subarray(resultFrom, crcFrom).every(isZero);
          if (at >= resultFrom && at < crcFrom) return open;
          return request.shown && open;
        },
      ),
    ];
  }

  unfinished(): FeatureMessage[] {
    return [];
  }
}

function nameOf(command: number): string {
  return names.get(command) ?? `command ${command.toString(16).padStart(2, '0')}`;
}

function never(): boolean {
  return false;
}

function isZero(byte: number): boolean {
  return byte === 0;
}
