// Observes the HID reports between a device and its host, with their interface and direction.
import { HidRequest, hidReportTypes } from './classes/hid.js';
import { ClassCode, type InterfaceDescription } from './descriptors.js';
import type { AnsweredTransfer } from './transfer-watch.js';
import type { UsbDevice } from './usb-device.js';

/** `keyboard`: input and output reports of a boot keyboard. `hid`: those of any other HID. `feature`: of either. */
export type HidTrafficChannel = 'keyboard' | 'hid' | 'feature';

export interface HidPassage {
  readonly channel: HidTrafficChannel;
  readonly towardsDevice: boolean;
  /** True if the host requested it by GET_REPORT; then it may repeat an earlier report. */
  readonly asked: boolean;
  /** The report, with its ID in front if reports are numbered. */
  readonly report: Uint8Array;
  /** True for a secret, which must not be shown. */
  readonly confidential: boolean;
}

/** Calls `listener` with each report that has passed. A waiting transfer is no report. The result ends that. */
export function watchHid(device: UsbDevice, listener: (passage: HidPassage) => void): () => void {
  const interfaces = device.configuration.interfaces.filter(({ classCode }) => classCode === ClassCode.hid);
  return device.onTransfer((transfer) => {
    const channel = channelOf(transfer, interfaces);
    if (channel === undefined) return;
    const { direction, setup, data, confidential } = transfer;
    const towardsDevice = direction === 'out';
    const asked = setup !== undefined && !towardsDevice;
    listener({ channel, towardsDevice, asked, report: data, confidential });
  });
}

function channelOf(
  { endpoint, direction, setup }: AnsweredTransfer,
  interfaces: readonly InterfaceDescription[],
): HidTrafficChannel | undefined {
  if (setup === undefined) {
    const of = interfaces.find(({ endpoints }) =>
      endpoints.some((each) => each.number === endpoint && each.direction === direction),
    );
    return of && ownChannel(of);
  }
  const { type, recipient, request, index, value } = setup;
  const of = interfaces.find(({ number }) => number === (index & 0xff));
  if (type !== 'class' || recipient !== 'interface' || of === undefined) return undefined;
  if (request !== (direction === 'in' ? HidRequest.getReport : HidRequest.setReport)) return undefined;
  return hidReportTypes[value >> 8] === 'feature' ? 'feature' : ownChannel(of);
}

/** HID 1.11 §4.2 and §4.3: subclass 1 is the boot interface, protocol 1 its keyboard. */
function ownChannel({ subclass, protocol }: InterfaceDescription): HidTrafficChannel {
  return subclass === 1 && protocol === 1 ? 'keyboard' : 'hid';
}
