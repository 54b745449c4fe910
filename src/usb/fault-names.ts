// The names and summaries of the USB faults.

export const usbFaults = [
  {
    name: 'usb.stall',
    layer: 'usb',
    summary:
      'one transfer in one to four is refused with STALL; its endpoint stays halted until it is cleared',
  },
  { name: 'usb.silence', layer: 'usb', summary: 'no transfer is answered until the fault ends' },
  {
    name: 'usb.short-packet',
    layer: 'usb',
    summary: 'one IN transfer in one to four brings fewer bytes than the device had for it',
  },
  {
    name: 'usb.unplug',
    layer: 'usb',
    summary: 'the device leaves the bus in mid-transfer and is back when the fault ends',
  },
] as const;

export type UsbFaultName = (typeof usbFaults)[number]['name'];

export const usbFaultNames: readonly UsbFaultName[] = usbFaults.map(({ name }) => name);

export function isUsbFault(name: string): name is UsbFaultName {
  return usbFaults.some((fault) => fault.name === name);
}
