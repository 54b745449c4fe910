// The seven bytes with the host's serial-port settings (CDC PSTN 1.2 table 17).

export interface LineCoding {
  readonly baudRate: number;
  readonly dataBits: number;
  readonly parity: 'none' | 'odd' | 'even' | 'mark' | 'space';
  readonly stopBits: 1 | 1.5 | 2;
}

const parities = ['none', 'odd', 'even', 'mark', 'space'] as const;
const stops = [1, 1.5, 2] as const;

/** @returns undefined if `bytes` are no line coding */
export function decodeLineCoding(bytes: Uint8Array): LineCoding | undefined {
  if (bytes.length !== 7) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 7);
  const stopBits = stops[view.getUint8(4)];
  const parity = parities[view.getUint8(5)];
  const dataBits = view.getUint8(6);
  if (stopBits === undefined || parity === undefined || ![5, 6, 7, 8, 16].includes(dataBits))
    return undefined;
  return { baudRate: view.getUint32(0, true), dataBits, parity, stopBits };
}

export function encodeLineCoding(coding: LineCoding): Uint8Array {
  const bytes = new Uint8Array(7);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, coding.baudRate, true);
  view.setUint8(4, stops.indexOf(coding.stopBits));
  view.setUint8(5, parities.indexOf(coding.parity));
  view.setUint8(6, coding.dataBits);
  return bytes;
}
