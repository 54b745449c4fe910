// The frames before a device is attached: OP_REQ_* and OP_REP_*, with the record of a device.
import { busIdBytes, deviceRecordBytes, opHeaderBytes, usbIpVersion } from './protocol.js';

export interface OpHeader {
  readonly version: number;
  readonly code: number;
  readonly status: number;
}

/** The record of a device, 312 bytes on the wire. */
export interface DeviceRecord {
  readonly path: string;
  /** "1-1": bus and port. */
  readonly busId: string;
  readonly busNumber: number;
  readonly deviceNumber: number;
  /** enum usb_device_speed: 2 is full. */
  readonly speed: number;
  readonly vendorId: number;
  readonly productId: number;
  readonly deviceVersion: number;
  readonly classCode: number;
  readonly subclass: number;
  readonly protocol: number;
  readonly configurationValue: number;
  readonly configurationCount: number;
  readonly interfaceCount: number;
}

export interface InterfaceRecord {
  readonly classCode: number;
  readonly subclass: number;
  readonly protocol: number;
}

export interface ListedDevice extends DeviceRecord {
  readonly interfaces: readonly InterfaceRecord[];
}

export function encodeOpHeader(code: number, status: number): Uint8Array {
  const bytes = new Uint8Array(opHeaderBytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, usbIpVersion);
  view.setUint16(2, code);
  view.setUint32(4, status);
  return bytes;
}

export function decodeOpHeader(bytes: Uint8Array): OpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, opHeaderBytes);
  return { version: view.getUint16(0), code: view.getUint16(2), status: view.getUint32(4) };
}

export function encodeBusId(busId: string): Uint8Array {
  return fixedText(busId, busIdBytes);
}

/** Reads up to the first NUL: some clients leave garbage after it. */
export function decodeBusId(bytes: Uint8Array): string {
  return textUpToNul(bytes.subarray(0, busIdBytes));
}

export function encodeDeviceRecord(record: DeviceRecord): Uint8Array {
  const bytes = new Uint8Array(deviceRecordBytes);
  bytes.set(fixedText(record.path, 256), 0);
  bytes.set(fixedText(record.busId, busIdBytes), 256);
  const view = new DataView(bytes.buffer);
  view.setUint32(288, record.busNumber);
  view.setUint32(292, record.deviceNumber);
  view.setUint32(296, record.speed);
  view.setUint16(300, record.vendorId);
  view.setUint16(302, record.productId);
  view.setUint16(304, record.deviceVersion);
  bytes.set(
    [
      record.classCode,
      record.subclass,
      record.protocol,
      record.configurationValue,
      record.configurationCount,
      record.interfaceCount,
    ],
    306,
  );
  return bytes;
}

export function decodeDeviceRecord(bytes: Uint8Array): DeviceRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, deviceRecordBytes);
  return {
    path: textUpToNul(bytes.subarray(0, 256)),
    busId: decodeBusId(bytes.subarray(256, 288)),
    busNumber: view.getUint32(288),
    deviceNumber: view.getUint32(292),
    speed: view.getUint32(296),
    vendorId: view.getUint16(300),
    productId: view.getUint16(302),
    deviceVersion: view.getUint16(304),
    classCode: bytes[306]!,
    subclass: bytes[307]!,
    protocol: bytes[308]!,
    configurationValue: bytes[309]!,
    configurationCount: bytes[310]!,
    interfaceCount: bytes[311]!,
  };
}

export function encodeInterfaceRecord(record: InterfaceRecord): Uint8Array {
  return Uint8Array.of(record.classCode, record.subclass, record.protocol, 0);
}

function fixedText(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(new TextEncoder().encode(text).subarray(0, length - 1));
  return bytes;
}

function textUpToNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end));
}
