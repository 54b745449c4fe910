// Enumerates a device as a kernel does when it is plugged in: descriptors, strings, configuration, HID reports.
import { decodeConfiguration, decodeDevice } from '../descriptor-decoding.js';
import {
  ClassCode,
  type ConfigurationDescription,
  DescriptorType,
  type DeviceDescription,
} from '../descriptors.js';
import { type HidReports, parseHidReports } from '../hid-report-descriptor.js';
import { type ControlSetup, StandardRequest } from '../setup-packet.js';
import { decodeString, englishUnitedStates } from '../string-descriptor.js';

export interface EnumeratedDevice {
  readonly device: DeviceDescription;
  readonly deviceBytes: Uint8Array;
  readonly configuration: ConfigurationDescription;
  readonly configurationBytes: Uint8Array;
  readonly manufacturer: string | undefined;
  readonly product: string | undefined;
  readonly serial: string | undefined;
  /** HID reports by interface number. */
  readonly hidReports: ReadonlyMap<number, { readonly bytes: Uint8Array; readonly reports: HidReports }>;
}

/** The control transfers of a UsbHost. */
export interface ControlTransfers {
  controlIn(setup: ControlSetup, length: number): Promise<Uint8Array>;
  controlOut(setup: ControlSetup, data: Uint8Array): Promise<number>;
}

/** Enumerates and configures the device. Rejects with UsbTransferError or, for a malformed descriptor, Error. */
export async function enumerate(host: ControlTransfers): Promise<EnumeratedDevice> {
  const deviceBytes = await descriptor(host, DescriptorType.device, 0, 0, 18);
  const device = decodeDevice(deviceBytes);
  if (device === undefined)
    throw new Error(`The device descriptor is malformed (${deviceBytes.length} bytes).`);
  const head = await descriptor(host, DescriptorType.configuration, 0, 0, 9);
  const configurationBytes = await descriptor(
    host,
    DescriptorType.configuration,
    0,
    0,
    decodeConfiguration(head)?.totalLength ?? 9,
  );
  const configuration = decodeConfiguration(configurationBytes);
  if (configuration === undefined || configuration.totalLength !== configurationBytes.length)
    throw new Error(
      `The configuration declares ${configuration?.totalLength} bytes and brought ${configurationBytes.length}.`,
    );
  if (configuration.problems.length > 0)
    throw new Error(`The configuration is malformed: ${configuration.problems.join('; ')}.`);
  const language = await firstLanguage(host);
  const text = (index: number): Promise<string | undefined> => stringAt(host, index, language);
  const [manufacturer, product, serial] = [
    await text(device.manufacturerIndex),
    await text(device.productIndex),
    await text(device.serialIndex),
  ];
  await host.controlOut(
    { requestType: 0x00, request: StandardRequest.setConfiguration, value: configuration.value, index: 0 },
    new Uint8Array(0),
  );
  const hidReports = await readHidReports(host, configuration);
  return {
    device,
    deviceBytes,
    configuration,
    configurationBytes,
    manufacturer,
    product,
    serial,
    hidReports,
  };
}

async function descriptor(
  host: ControlTransfers,
  type: number,
  index: number,
  language: number,
  length: number,
): Promise<Uint8Array> {
  const setup = {
    requestType: 0x80,
    request: StandardRequest.getDescriptor,
    value: (type << 8) | index,
    index: language,
  };
  return host.controlIn(setup, length);
}

async function firstLanguage(host: ControlTransfers): Promise<number> {
  const languages = decodeString(await descriptor(host, DescriptorType.string, 0, 0, 255));
  return languages?.charCodeAt(0) || englishUnitedStates;
}

async function stringAt(
  host: ControlTransfers,
  index: number,
  language: number,
): Promise<string | undefined> {
  if (index === 0) return undefined;
  return decodeString(await descriptor(host, DescriptorType.string, index, language, 255));
}

async function readHidReports(
  host: ControlTransfers,
  configuration: ConfigurationDescription,
): Promise<EnumeratedDevice['hidReports']> {
  const found = new Map<number, { bytes: Uint8Array; reports: HidReports }>();
  for (const each of configuration.interfaces) {
    if (each.classCode !== ClassCode.hid || each.hid === undefined) continue;
    const setup = {
      requestType: 0x81,
      request: StandardRequest.getDescriptor,
      value: DescriptorType.hidReport << 8,
      index: each.number,
    };
    const bytes = await host.controlIn(setup, each.hid.reportDescriptorLength);
    if (bytes.length !== each.hid.reportDescriptorLength)
      throw new Error(
        `Interface ${each.number} declares a report descriptor of ${each.hid.reportDescriptorLength} bytes and brought ${bytes.length}.`,
      );
    found.set(each.number, { bytes, reports: parseHidReports(bytes) });
  }
  return found;
}
