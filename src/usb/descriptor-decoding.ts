// Reads descriptors from their bytes, for a device, for the check at plug time, and for a host that reads an unknown device.
// It never throws.
import {
  type AssociationDescription,
  type ConfigurationDescription,
  DescriptorType,
  type DeviceDescription,
  type EndpointDescription,
  type InterfaceDescription,
} from './descriptors.js';

/** @returns undefined if `bytes` is no device descriptor */
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

/** The configuration with its interfaces and endpoints; undefined if `bytes` does not begin with one. */
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
