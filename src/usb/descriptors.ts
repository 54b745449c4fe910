// Descriptors read from their bytes (USB 2.0 §9.6, the IAD's ECN, HID 1.11 §6.2.1): by the device that is made
// of them, by the check at plug time, and by a host that walks what a stranger sent. Never throws.

export const DescriptorType = {
  device: 0x01,
  configuration: 0x02,
  string: 0x03,
  interface: 0x04,
  endpoint: 0x05,
  deviceQualifier: 0x06,
  interfaceAssociation: 0x0b,
  hid: 0x21,
  hidReport: 0x22,
  classInterface: 0x24,
} as const;

export const ClassCode = { communications: 0x02, hid: 0x03, cdcData: 0x0a, miscellaneous: 0xef } as const;

export interface DeviceDescription {
  /** bcdUSB, 0x0200 for USB 2.00. */
  usbVersion: number;
  classCode: number;
  subclass: number;
  protocol: number;
  maxPacketSize0: number;
  vendorId: number;
  productId: number;
  /** bcdDevice. */
  deviceVersion: number;
  manufacturerIndex: number;
  productIndex: number;
  serialIndex: number;
  configurationCount: number;
}

export interface EndpointDescription {
  /** With the direction in bit 7. */
  address: number;
  number: number;
  direction: 'in' | 'out';
  transferType: 'control' | 'isochronous' | 'bulk' | 'interrupt';
  maxPacketSize: number;
  interval: number;
}

export interface HidDescription {
  bytes: Uint8Array;
  hidVersion: number;
  reportDescriptorLength: number;
}

export interface InterfaceDescription {
  number: number;
  alternate: number;
  declaredEndpoints: number;
  classCode: number;
  subclass: number;
  protocol: number;
  stringIndex: number;
  endpoints: EndpointDescription[];
  hid?: HidDescription;
  /** Class-specific descriptors (type 0x24) in their order. */
  functional: Uint8Array[];
}

export interface AssociationDescription {
  firstInterface: number;
  interfaceCount: number;
  classCode: number;
  subclass: number;
  protocol: number;
}

export interface ConfigurationDescription {
  totalLength: number;
  declaredInterfaces: number;
  value: number;
  stringIndex: number;
  attributes: number;
  maxPowerMilliamps: number;
  interfaces: InterfaceDescription[];
  associations: AssociationDescription[];
  /** What is malformed, in words; empty where all is well. */
  problems: string[];
}

/** undefined where `bytes` is no device descriptor. */
export function decodeDevice(bytes: Uint8Array): DeviceDescription | undefined {
  if (bytes.length < 18 || bytes[0] !== 18 || bytes[1] !== DescriptorType.device) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 18);
  return {
    usbVersion: view.getUint16(2, true),
    classCode: bytes[4]!,
    subclass: bytes[5]!,
    protocol: bytes[6]!,
    maxPacketSize0: bytes[7]!,
    vendorId: view.getUint16(8, true),
    productId: view.getUint16(10, true),
    deviceVersion: view.getUint16(12, true),
    manufacturerIndex: bytes[14]!,
    productIndex: bytes[15]!,
    serialIndex: bytes[16]!,
    configurationCount: bytes[17]!,
  };
}

/** The configuration and all that follows it; undefined where `bytes` does not open with one. */
export function decodeConfiguration(bytes: Uint8Array): ConfigurationDescription | undefined {
  if (bytes.length < 9 || bytes[0] !== 9 || bytes[1] !== DescriptorType.configuration) return undefined;
  const configuration: ConfigurationDescription = {
    totalLength: word(bytes, 2),
    declaredInterfaces: bytes[4]!,
    value: bytes[5]!,
    stringIndex: bytes[6]!,
    attributes: bytes[7]!,
    maxPowerMilliamps: 2 * bytes[8]!,
    interfaces: [],
    associations: [],
    problems: [],
  };
  for (let offset = 9; offset < bytes.length; ) {
    const length = bytes[offset]!;
    if (length < 2 || offset + length > bytes.length) {
      configuration.problems.push(
        `the descriptor at byte ${offset} says ${length} bytes long, which it can't be`,
      );
      break;
    }
    addDescriptor(configuration, bytes.subarray(offset, offset + length), offset);
    offset += length;
  }
  return configuration;
}

function addDescriptor(configuration: ConfigurationDescription, bytes: Uint8Array, offset: number): void {
  const current = configuration.interfaces.at(-1);
  const tooShort = (expected: number): boolean => {
    if (bytes.length >= expected) return false;
    configuration.problems.push(
      `the descriptor of type 0x${bytes[1]!.toString(16)} at byte ${offset} has ${bytes.length} bytes, not ${expected}`,
    );
    return true;
  };
  switch (bytes[1]) {
    case DescriptorType.interface:
      if (!tooShort(9)) configuration.interfaces.push(decodeInterface(bytes));
      return;
    case DescriptorType.interfaceAssociation:
      if (!tooShort(8)) configuration.associations.push(decodeAssociation(bytes));
      return;
    case DescriptorType.endpoint:
      if (tooShort(7)) return;
      if (current) current.endpoints.push(decodeEndpoint(bytes));
      else configuration.problems.push(`the endpoint at byte ${offset} comes before any interface`);
      return;
    case DescriptorType.hid:
      if (current && !tooShort(9))
        current.hid = { bytes, hidVersion: word(bytes, 2), reportDescriptorLength: word(bytes, 7) };
      return;
    case DescriptorType.classInterface:
      current?.functional.push(bytes);
  }
}

function decodeInterface(bytes: Uint8Array): InterfaceDescription {
  return {
    number: bytes[2]!,
    alternate: bytes[3]!,
    declaredEndpoints: bytes[4]!,
    classCode: bytes[5]!,
    subclass: bytes[6]!,
    protocol: bytes[7]!,
    stringIndex: bytes[8]!,
    endpoints: [],
    functional: [],
  };
}

function decodeAssociation(bytes: Uint8Array): AssociationDescription {
  return {
    firstInterface: bytes[2]!,
    interfaceCount: bytes[3]!,
    classCode: bytes[4]!,
    subclass: bytes[5]!,
    protocol: bytes[6]!,
  };
}

const transferTypes = ['control', 'isochronous', 'bulk', 'interrupt'] as const;

function decodeEndpoint(bytes: Uint8Array): EndpointDescription {
  const address = bytes[2]!;
  return {
    address,
    number: address & 0x0f,
    direction: address & 0x80 ? 'in' : 'out',
    transferType: transferTypes[bytes[3]! & 3]!,
    maxPacketSize: word(bytes, 4) & 0x7ff,
    interval: bytes[6]!,
  };
}

function word(bytes: Uint8Array, offset: number): number {
  return bytes[offset]! | (bytes[offset + 1]! << 8);
}
