// Checks the descriptors of a device before it is plugged in, since a host only says "device descriptor read, error -71".
// Every finding names the fix.
import { decodeConfiguration, decodeDevice } from './descriptor-decoding.js';
import {
  type ConfigurationDescription,
  DescriptorType,
  type DeviceDescription,
  type InterfaceDescription,
} from './descriptors.js';
import { checkEndpointClashes, checkPacketSize } from './endpoint-check.js';
import { checkFunctions } from './function-check.js';
import { joinBytes } from './hex.js';
import { longestString } from './string-descriptor.js';
import type { UsbFunction } from './usb-function.js';

export interface DeviceToCheck {
  readonly device: Uint8Array;
  readonly lines: readonly Uint8Array[];
  readonly strings: readonly string[];
  readonly functions: readonly UsbFunction[];
}

/** A host would refuse the descriptors. The message has a line for each finding. */
export class DescriptorError extends Error {
  readonly findings: readonly string[];
  constructor(findings: readonly string[]) {
    super(`This device can't be plugged in:\n${findings.map((finding) => `- ${finding}`).join('\n')}`);
    this.name = 'DescriptorError';
    this.findings = findings;
  }
}

/** @throws DescriptorError */
export function checkAtPlugTime(given: DeviceToCheck): void {
  const findings = findProblems(given);
  if (findings.length > 0) throw new DescriptorError(findings);
}

function findProblems(given: DeviceToCheck): string[] {
  const lines = lineLengths(given.lines);
  if (lines.length > 0) return lines;
  const device = decodeDevice(given.device);
  if (device === undefined)
    return [`the device descriptor has ${given.device.length} bytes: write 18, opening with 12 01`];
  const configuration = decodeConfiguration(joinBytes(given.lines));
  if (configuration === undefined)
    return [
      'the first line of the configuration is no configuration descriptor: write 9 bytes, opening with 09 02',
    ];
  return [
    ...configuration.problems,
    ...deviceFields(device),
    ...strings(device, configuration, given.strings),
    ...configurationFields(configuration, given.lines),
    ...configuration.interfaces.flatMap(interfaceFields),
    ...checkEndpointClashes(configuration),
    ...associations(device, configuration),
    ...checkFunctions(configuration, given.functions),
  ];
}

function lineLengths(lines: readonly Uint8Array[]): string[] {
  return lines.flatMap((line, index) =>
    line.length >= 2 && line[0] === line.length
      ? []
      : [
          `line ${index + 1} of the configuration holds ${line.length} bytes but says ${line[0] ?? 'nothing'}: ` +
            'put one descriptor on each line and its length in its first byte',
        ],
  );
}

function deviceFields(device: DeviceDescription): string[] {
  const findings: string[] = [];
  if (device.usbVersion > 0x0200)
    findings.push(
      `bcdUSB is ${hex(device.usbVersion, 4)}: a host would ask for a BOS descriptor; write 00 02 for USB 2.00`,
    );
  if (![8, 16, 32, 64].includes(device.maxPacketSize0))
    findings.push(
      `bMaxPacketSize0 is ${device.maxPacketSize0}: full speed allows 8, 16, 32 or 64 (USB 2.0 §5.5.3)`,
    );
  if (device.configurationCount !== 1)
    findings.push(`bNumConfigurations is ${device.configurationCount}: write 01, there is one`);
  return findings;
}

function strings(
  device: DeviceDescription,
  configuration: ConfigurationDescription,
  texts: readonly string[],
): string[] {
  const findings = texts.flatMap((text, index) =>
    text.length <= longestString
      ? []
      : [`string ${index + 1} has ${text.length} characters: at most ${longestString} fit in its descriptor`],
  );
  const used: [string, number][] = [
    ['iManufacturer', device.manufacturerIndex],
    ['iProduct', device.productIndex],
    ['iSerialNumber', device.serialIndex],
    ['iConfiguration', configuration.stringIndex],
    ...configuration.interfaces.map((each): [string, number] => [
      `iInterface of interface ${each.number}`,
      each.stringIndex,
    ]),
  ];
  for (const [field, index] of used)
    if (index > texts.length)
      findings.push(`${field} names string ${index}, there are ${texts.length}: add it, or write 0 for none`);
  return findings;
}

function configurationFields(
  configuration: ConfigurationDescription,
  lines: readonly Uint8Array[],
): string[] {
  const findings: string[] = [];
  const length = lines.reduce((total, line) => total + line.length, 0);
  if (configuration.totalLength !== length)
    findings.push(
      `wTotalLength is ${configuration.totalLength}, the lines hold ${length} bytes: write ${hex(length & 0xff, 2)} ${hex(length >> 8, 2)}`,
    );
  if (configuration.value === 0)
    findings.push('bConfigurationValue is 0, which means "not configured": write 1');
  if ((configuration.attributes & 0x80) === 0)
    findings.push('bit 7 of bmAttributes is clear: set it, it is reserved as 1 (USB 2.0 table 9-10)');
  if (configuration.maxPowerMilliamps > 500)
    findings.push(
      `${configuration.maxPowerMilliamps} mA is more than the 500 that a port gives (USB 2.0 §7.2.1)`,
    );
  const numbers = [...new Set(configuration.interfaces.map((each) => each.number))].sort((a, b) => a - b);
  if (numbers.some((number, index) => number !== index))
    findings.push(`the interfaces are numbered ${numbers.join(', ')}: number them from 0 without a gap`);
  if (configuration.declaredInterfaces !== numbers.length)
    findings.push(
      `bNumInterfaces is ${configuration.declaredInterfaces}, there are ${numbers.length}: write that`,
    );
  if (lines.slice(1).some((line) => line[1] === DescriptorType.configuration))
    findings.push('there is a second configuration: keep one');
  return findings;
}

function interfaceFields(each: InterfaceDescription): string[] {
  const findings: string[] = [];
  if (each.alternate !== 0)
    findings.push(`interface ${each.number} has an alternate setting ${each.alternate}: keep setting 0 only`);
  if (each.declaredEndpoints !== each.endpoints.length)
    findings.push(
      `bNumEndpoints of interface ${each.number} is ${each.declaredEndpoints}, it has ${each.endpoints.length}: write that`,
    );
  return [...findings, ...each.endpoints.flatMap((endpoint) => checkPacketSize(each, endpoint))];
}

/** EF/02/01 says that there are interface associations (Interface Association Descriptors ECN). */
function associations(device: DeviceDescription, configuration: ConfigurationDescription): string[] {
  const findings: string[] = [];
  const marked = device.classCode === 0xef && device.subclass === 2 && device.protocol === 1;
  if (configuration.associations.length > 0 && !marked)
    findings.push('there is an interface association, but the device class is not EF 02 01: write that');
  for (const { firstInterface, interfaceCount } of configuration.associations)
    for (let number = firstInterface; number < firstInterface + interfaceCount; number++)
      if (!configuration.interfaces.some((each) => each.number === number))
        findings.push(
          `an interface association covers interface ${number}, which there is not: fix its count`,
        );
  return findings;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
