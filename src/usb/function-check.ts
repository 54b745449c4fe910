// The second part of the check at plug time: compares each class with its descriptors.
import {
  ClassCode,
  type ConfigurationDescription,
  type EndpointDescription,
  type InterfaceDescription,
} from './descriptors.js';
import { parseHidReports } from './hid-report-descriptor.js';
import type { UsbFunction } from './usb-function.js';

export function checkFunctions(
  configuration: ConfigurationDescription,
  functions: readonly UsbFunction[],
): string[] {
  return [
    ...coverage(configuration, functions),
    ...configuration.interfaces.flatMap((each) => {
      if (each.classCode === ClassCode.hid) return hid(each, functions);
      if (each.classCode === ClassCode.communications) return communications(each, configuration);
      return [];
    }),
  ];
}

function coverage(configuration: ConfigurationDescription, functions: readonly UsbFunction[]): string[] {
  const findings: string[] = [];
  for (const { number, endpoints } of configuration.interfaces) {
    const owners = functions.filter((each) => each.interfaces.includes(number));
    if (owners.length !== 1)
      findings.push(`interface ${number} belongs to ${owners.length} functions: name it in exactly one`);
    for (const { address } of endpoints)
      if (!owners.some((owner) => owner.endpoints.some((endpoint) => endpoint.address === address)))
        findings.push(
          `no function serves endpoint ${hex(address)} of interface ${number}: serve it, or take its descriptor out`,
        );
  }
  const described = configuration.interfaces.flatMap((each) => each.endpoints.map(({ address }) => address));
  for (const { address } of functions.flatMap((each) => each.endpoints))
    if (!described.includes(address))
      findings.push(`a function serves endpoint ${hex(address)}, which has no descriptor: add a line for it`);
  return findings;
}

function hid(each: InterfaceDescription, functions: readonly UsbFunction[]): string[] {
  const name = `interface ${each.number}`;
  if (each.hid === undefined)
    return [`${name} is a HID without a HID descriptor: add 09 21 … after its interface`];
  const descriptor = functions.find((owner) => owner.interfaces.includes(each.number))?.reportDescriptor;
  if (descriptor === undefined)
    return [`${name} is a HID but its function has no report descriptor: give it one`];
  const findings: string[] = [];
  // Linux reads as many bytes as the HID descriptor declares, and gives up on any other number.
  if (each.hid.reportDescriptorLength !== descriptor.length)
    findings.push(
      `the HID descriptor of ${name} declares a report descriptor of ${each.hid.reportDescriptorLength} bytes, it has ${descriptor.length}: write ${hex(descriptor.length & 0xff)} ${hex(descriptor.length >> 8)}`,
    );
  if (
    !each.endpoints.some((endpoint) => endpoint.direction === 'in' && endpoint.transferType === 'interrupt')
  )
    findings.push(`${name} is a HID without an interrupt IN endpoint: add one (HID 1.11 §4.4)`);
  const reports = parseHidReports(descriptor);
  findings.push(...reports.problems.map((problem) => `in the report descriptor of ${name}: ${problem}`));
  const isBootKeyboard = each.subclass === 1 && each.protocol === 1;
  if (isBootKeyboard && (reports.numbered || reports.lengths.input.get(0) !== 8))
    findings.push(
      `${name} is a boot keyboard: its input report has 8 bytes and no report ID (HID 1.11 appendix B.1); or write protocol 0`,
    );
  return findings;
}

/** The requirements of CDC 1.2 §5.2.3, Linux' cdc_acm and Windows' usbser. */
function communications(each: InterfaceDescription, configuration: ConfigurationDescription): string[] {
  const name = `interface ${each.number}`;
  const union = each.functional.find((descriptor) => descriptor[2] === 0x06 && descriptor.length >= 5);
  if (union === undefined)
    return [`${name} is CDC without a union descriptor: add 05 24 06 <control> <data>`];
  const dataNumber = union[4]!;
  const data = configuration.interfaces.find((other) => other.number === dataNumber);
  if (union[3] !== each.number || data?.classCode !== ClassCode.cdcData)
    return [
      `the union descriptor of ${name} joins ${union[3]} and ${dataNumber}: name it and its interface of class 0A`,
    ];
  const findings: string[] = [];
  for (const direction of ['in', 'out'] as const)
    if (
      !data.endpoints.some(
        (endpoint: EndpointDescription) =>
          endpoint.transferType === 'bulk' && endpoint.direction === direction,
      )
    )
      findings.push(`interface ${dataNumber} has no bulk ${direction.toUpperCase()} endpoint: add one`);
  const associated = configuration.associations.some(
    ({ firstInterface, interfaceCount }) =>
      firstInterface <= Math.min(each.number, dataNumber) &&
      firstInterface + interfaceCount > Math.max(each.number, dataNumber),
  );
  // Without it Windows separates the two interfaces and makes no COM port.
  if (configuration.declaredInterfaces > 2 && !associated)
    findings.push(
      `interfaces ${each.number} and ${dataNumber} are one function of a composite device: add an interface association 08 0b ${hex(each.number)} 02 02 02 01 00 before the first, and device class EF 02 01`,
    );
  return findings;
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}
