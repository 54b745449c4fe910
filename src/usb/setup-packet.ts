// The eight bytes that begin a control transfer (USB 2.0 §9.3, table 9-2).

export interface SetupPacket {
  /** bmRequestType as sent. */
  readonly requestType: number;
  readonly direction: 'in' | 'out';
  readonly type: 'standard' | 'class' | 'vendor' | 'reserved';
  readonly recipient: 'device' | 'interface' | 'endpoint' | 'other' | 'reserved';
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

/** The fields that a host chooses; direction and length follow from the transfer. */
export type ControlSetup = Pick<SetupPacket, 'requestType' | 'request' | 'value' | 'index'>;

/** USB 2.0 table 9-4. */
export const StandardRequest = {
  getStatus: 0,
  clearFeature: 1,
  setFeature: 3,
  setAddress: 5,
  getDescriptor: 6,
  setDescriptor: 7,
  getConfiguration: 8,
  setConfiguration: 9,
  getInterface: 10,
  setInterface: 11,
  synchFrame: 12,
} as const;

/** USB 2.0 table 9-6. */
export const Feature = { endpointHalt: 0, deviceRemoteWakeup: 1, testMode: 2 } as const;

const types = ['standard', 'class', 'vendor', 'reserved'] as const;
const recipients = ['device', 'interface', 'endpoint', 'other'] as const;

/** `bytes` are the eight of the SETUP stage. */
export function decodeSetup(bytes: Uint8Array): SetupPacket {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const requestType = view.getUint8(0);
  return {
    requestType,
    direction: requestType & 0x80 ? 'in' : 'out',
    type: types[(requestType >> 5) & 3]!,
    recipient: recipients[requestType & 0x1f] ?? 'reserved',
    request: view.getUint8(1),
    value: view.getUint16(2, true),
    index: view.getUint16(4, true),
    length: view.getUint16(6, true),
  };
}

export function encodeSetup(
  setup: Pick<SetupPacket, 'requestType' | 'request' | 'value' | 'index' | 'length'>,
): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, setup.requestType);
  view.setUint8(1, setup.request);
  view.setUint16(2, setup.value, true);
  view.setUint16(4, setup.index, true);
  view.setUint16(6, setup.length, true);
  return bytes;
}
