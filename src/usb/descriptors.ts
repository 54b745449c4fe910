// Descriptors as a device or a host sees them (USB 2.0 §9.6, the IAD's ECN, HID 1.11 §6.2.1): types and numbers.

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
  /** The address, with the direction in bit 7. */
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
  /** What is malformed, in words; empty if nothing is. */
  problems: string[];
}
