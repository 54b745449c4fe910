// The numbers of USB/IP, version 1.1.1 (Linux Documentation/usb/usbip_protocol.rst and usbip_common.h).

export const usbIpVersion = 0x0111;
export const usbIpPort = 3240;

export const OpCode = {
  requestDeviceList: 0x8005,
  replyDeviceList: 0x0005,
  requestImport: 0x8003,
  replyImport: 0x0003,
} as const;

export const OpStatus = {
  ok: 0,
  notAvailable: 1,
  deviceBusy: 2,
  deviceError: 3,
  noDevice: 4,
  error: 5,
} as const;

export const UrbCommand = { submit: 1, unlink: 2, replySubmit: 3, replyUnlink: 4 } as const;

/** Linux errno values, negative as on the wire. */
export const Errno = {
  ok: 0,
  noEntry: -2,
  noDevice: -19,
  pipe: -32,
  protocol: -71,
  overflow: -75,
  connectionReset: -104,
  remoteIo: -121,
} as const;

/** URB_SHORT_NOT_OK in transfer_flags: for this host, fewer bytes than requested are an error. */
export const shortNotOk = 0x0001;

/** enum usb_device_speed. */
export const Speed = { low: 1, full: 2, high: 3 } as const;

export const opHeaderBytes = 8;
export const busIdBytes = 32;
export const deviceRecordBytes = 312;
export const urbHeaderBytes = 48;

/** The longest transfer that either side takes. Linux uses up to 64 KiB for the classes of a fob. */
export const longestTransfer = 1024 * 1024;
