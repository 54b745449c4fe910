// The udev rules that let the person at the machine open a key: two lines for each vendor.
import { knownDevices } from './known-devices.js';

/** The number is below 73, since `73-seat-late.rules` gives access only to devices that are tagged before it. */
export const udevRulesFile = '/etc/udev/rules.d/70-foblab.rules';

export const udevRulesCommands: readonly string[] = ['udevadm control --reload', 'udevadm trigger'];

/**
 * Each rule matches a vendor: a rule for every hidraw node would let any program read every keyboard. `uaccess` gives access
 * to the person at the machine. For a machine that is used over the network, `group` names the group that gets access.
 */
export function udevRules(options: { group?: string } = {}): string {
  const { group } = options;
  if (group !== undefined && !/^[a-z_][a-z0-9_-]*$/.test(group)) {
    throw new RangeError('udev rules: the group is a plain name, such as plugdev');
  }
  const grant = group === undefined ? 'TAG+="uaccess"' : `GROUP="${group}", MODE="0660", TAG+="uaccess"`;
  const lines = [...drivenVendors()].flatMap(([vendorId, names]) => {
    const vendor = vendorId.toString(16).padStart(4, '0');
    return [
      `# ${names.join(', ')}`,
      `KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ATTRS{idVendor}=="${vendor}", ${grant}`,
      `SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="${vendor}", ${grant}`,
    ];
  });
  return `${[
    '# foblab: USB keys for the person at this machine.',
    `# Put this into ${udevRulesFile}, then: ${udevRulesCommands.join(' && ')}`,
    ...lines,
    '# Serial fobs: keep ModemManager from probing pid.codes test devices with AT commands.',
    'SUBSYSTEM=="tty", ATTRS{idVendor}=="1209", ENV{ID_MM_DEVICE_IGNORE}="1"',
  ].join('\n')}\n`;
}

function drivenVendors(): Map<number, string[]> {
  const vendors = new Map<number, string[]>();
  for (const { vendorId, name, driver } of knownDevices) {
    if (driver !== undefined) vendors.set(vendorId, [...(vendors.get(vendorId) ?? []), name]);
  }
  return vendors;
}
