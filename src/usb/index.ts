// USB without hardware: devices made of descriptors and classes, a USB/IP server that exports them, and a host.
export {
  type ChannelClient,
  type ChannelSession,
  type SessionsOnChannel,
  serveSessions,
} from './channel-sessions.js';
export type { ByteChannel } from './classes/byte-channel.js';
export { CdcAcm, type CdcAcmOptions, type LineEvent, type SerialState } from './classes/cdc-acm.js';
export type { FeatureReportHandler } from './classes/feature-report-handler.js';
export { Hid, type HidHandler, type HidOptions } from './classes/hid.js';
export {
  HidKeyboard,
  type HidKeyboardOptions,
  type KeyboardLeds,
  type TypingOptions,
} from './classes/hid-keyboard.js';
export { HidVendor, type HidVendorOptions } from './classes/hid-vendor.js';
export { characterOf, enterKey, type KeyStroke, keyStrokesOf } from './classes/keyboard-layout.js';
export type { LineCoding } from './classes/line-coding.js';
export { type CompositeFob, type CompositeFobOptions, createCompositeFob } from './composite-fob.js';
export type {
  ConfigurationDescription,
  DeviceDescription,
  EndpointDescription,
  InterfaceDescription,
} from './descriptors.js';
export { isUsbFault, type UsbFaultName, usbFaultNames } from './fault-names.js';
export { UsbFaults } from './faults.js';
export {
  createFeatureKey,
  type FeatureKey,
  type FeatureKeyOptions,
  featuresOf,
  type KeyIdentity,
} from './feature-key.js';
export { type HidPassage, type HidTrafficChannel, watchHid } from './hid-traffic.js';
export { CdcAcmPort } from './host/cdc-acm-port.js';
export type { EnumeratedDevice } from './host/enumerate.js';
export { HidPort } from './host/hid-port.js';
export { attachLoopback } from './host/loopback.js';
export {
  type TransferOptions,
  UsbHost,
  type UsbTransfer,
  UsbTransferError,
} from './host/usb-host.js';
export type { ExportedDevice } from './ip/exported-device.js';
export { attach, listDevices, UsbIpError } from './ip/host.js';
export type { DeviceRecord, ListedDevice } from './ip/op-frames.js';
export { OpStatus, usbIpPort } from './ip/protocol.js';
export { type AttachEvent, UsbIpServer, type UsbIpServerOptions } from './ip/server.js';
export { DescriptorError } from './plug-check.js';
export type { ControlSetup } from './setup-packet.js';
export type { TransferRequest, TransferResult, TransferStatus } from './transfer.js';
export type { AnsweredTransfer } from './transfer-watch.js';
export {
  type DeviceDescriptors,
  UsbDevice,
  type UsbDeviceOptions,
} from './usb-device.js';
export type { UsbFunction } from './usb-function.js';
