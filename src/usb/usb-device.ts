// A full-speed USB device without a wire: it takes transfers and completes them through callbacks.

import { ControlPipe } from './control-pipe.js';
import { decodeConfiguration, decodeDevice } from './descriptor-decoding.js';
import {
  type ConfigurationDescription,
  DescriptorType,
  type DeviceDescription,
  type InterfaceDescription,
} from './descriptors.js';
import { UsbFaults } from './faults.js';
import { bytesOfHex, joinBytes } from './hex.js';
import { InEndpoint } from './in-endpoint.js';
import type { OutEndpoint } from './out-endpoint.js';
import { checkAtPlugTime } from './plug-check.js';
import type { SetupPacket } from './setup-packet.js';
import type { StandardRequestTarget } from './standard-requests.js';
import {
  type PendingTransfer,
  settledTransfer,
  stalledResult,
  type TransferCompletion,
  type TransferRequest,
} from './transfer.js';
import { type AnsweredTransfer, TransferWatch } from './transfer-watch.js';
import type { UsbFunction } from './usb-function.js';

/** Descriptors as data: one line of hex for each. */
export interface DeviceDescriptors {
  readonly device: string;
  /** The configuration descriptor, followed by its other descriptors in order. */
  readonly configuration: readonly string[];
  /** The strings, from string 1 on. */
  readonly strings: readonly string[];
}

export interface UsbDeviceOptions {
  readonly descriptors: DeviceDescriptors;
  readonly functions: readonly UsbFunction[];
  /** The seed of the faults. */
  readonly seed?: string | number;
}

/** The attachment of one host. After `unplugged` no completion is called. */
export interface UsbAttachment {
  submit(request: TransferRequest, complete: TransferCompletion): PendingTransfer;
  detach(): void;
}

export class UsbDevice {
  readonly description: DeviceDescription;
  readonly configuration: ConfigurationDescription;
  readonly strings: readonly string[];
  readonly faults: UsbFaults;
  readonly #functions: readonly UsbFunction[];
  readonly #inEndpoints = new Map<number, InEndpoint>();
  readonly #outEndpoints = new Map<number, OutEndpoint>();
  readonly #control: ControlPipe;
  readonly #presenceListeners = new Set<(present: boolean) => void>();
  readonly #watch = new TransferWatch();
  #present = true;
  #configured = 0;
  #unplugged: (() => void) | undefined;

  /** @throws DescriptorError with everything that is wrong and how to fix it */
  constructor(options: UsbDeviceOptions) {
    const device = bytesOfHex(options.descriptors.device);
    const lines = options.descriptors.configuration.map(bytesOfHex);
    const configuration = joinBytes(lines);
    checkAtPlugTime({ device, lines, strings: options.descriptors.strings, functions: options.functions });
    this.description = decodeDevice(device)!;
    this.configuration = decodeConfiguration(configuration)!;
    this.strings = options.descriptors.strings;
    this.faults = new UsbFaults(options.seed);
    this.#functions = options.functions;
    for (const endpoint of options.functions.flatMap((each) => each.endpoints)) {
      endpoint.disturbBy(this.faults);
      if (endpoint instanceof InEndpoint) this.#inEndpoints.set(endpoint.address & 0x0f, endpoint);
      else {
        this.#outEndpoints.set(endpoint.address, endpoint);
        endpoint.onTaken((data) => this.#watch.taken(endpoint.address, data));
      }
    }
    this.#control = new ControlPipe(
      this.#standardRequestTarget(device, configuration),
      (setup, data) => this.#toFunction(setup, data),
      this.faults,
    );
    this.faults.onChange((name, on) => {
      if (name === 'usb.unplug') this.setPresent(!on);
      else if (name === 'usb.silence' && !on) this.#breakSilence();
    });
  }

  get attached(): boolean {
    return this.#unplugged !== undefined;
  }

  /** False after a surprise unplug. */
  get present(): boolean {
    return this.#present;
  }

  /** Unplugs the device at once, even during a transfer, or plugs it in again. */
  setPresent(present: boolean): void {
    if (present === this.#present) return;
    this.#present = present;
    const unplugged = this.#unplugged;
    this.#release();
    unplugged?.();
    for (const listener of [...this.#presenceListeners]) listener(present);
  }

  onPresence(listener: (present: boolean) => void): () => void {
    this.#presenceListeners.add(listener);
    return () => this.#presenceListeners.delete(listener);
  }

  /** Observes the transfers. The result ends that. */
  onTransfer(listener: (transfer: AnsweredTransfer) => void): () => void {
    return this.#watch.subscribe(listener);
  }

  /** Attaches one host at a time. Returns undefined if another host has the device, or it is unplugged. */
  attach(unplugged: () => void): UsbAttachment | undefined {
    if (this.#unplugged !== undefined || !this.#present) return undefined;
    this.#reset(0);
    this.#unplugged = unplugged;
    const holds = (): boolean => this.#unplugged === unplugged;
    return {
      // A device that is unplugged while it answers does not complete that transfer.
      submit: (request, complete) =>
        holds()
          ? this.#submit(request, (result) => {
              if (!holds()) return;
              this.#watch.answered(request, result);
              complete(result);
            })
          : settledTransfer,
      detach: () => {
        if (holds()) this.#release();
      },
    };
  }

  #submit(request: TransferRequest, complete: TransferCompletion): PendingTransfer {
    if (request.kind === 'control') return this.#control.submit(request, complete);
    const refuse = (): PendingTransfer => {
      complete(stalledResult);
      return settledTransfer;
    };
    if (this.#configured === 0) return refuse();
    if (request.kind === 'in')
      return this.#inEndpoints.get(request.endpoint)?.submit(request.length, complete) ?? refuse();
    return this.#outEndpoints.get(request.endpoint)?.submit(request.data, complete) ?? refuse();
  }

  #toFunction(setup: SetupPacket, data: Uint8Array): Uint8Array | undefined {
    if (this.#configured === 0 || setup.recipient !== 'interface') return undefined;
    const number = setup.index & 0xff;
    return this.#functions.find((each) => each.interfaces.includes(number))?.control(setup, data);
  }

  #standardRequestTarget(device: Uint8Array, configuration: Uint8Array): StandardRequestTarget {
    return {
      deviceDescriptor: device,
      configurationDescriptor: configuration,
      strings: this.strings,
      configurationValue: this.configuration.value,
      currentConfiguration: () => this.#configured,
      configure: (value) => this.#reset(value),
      restartInterface: (number) => {
        const { endpoints = [] } = this.#interface(number) ?? {};
        for (const { address } of endpoints) this.#endpoint(address)?.clearHalt();
      },
      hasInterface: (number) => this.#interface(number) !== undefined,
      endpoint: (address) => this.#endpoint(address),
      interfaceDescriptor: (number, type) => this.#interfaceDescriptor(number, type),
    };
  }

  #interfaceDescriptor(number: number, type: number): Uint8Array | undefined {
    if (type === DescriptorType.hid) return this.#interface(number)?.hid?.bytes;
    if (type === DescriptorType.hidReport)
      return this.#functions.find((each) => each.interfaces.includes(number))?.reportDescriptor;
    return undefined;
  }

  #interface(number: number): InterfaceDescription | undefined {
    return this.configuration.interfaces.find((each) => each.number === number);
  }

  #endpoint(address: number): InEndpoint | OutEndpoint | undefined {
    return address & 0x80 ? this.#inEndpoints.get(address & 0x0f) : this.#outEndpoints.get(address);
  }

  #breakSilence(): void {
    this.#control.drain();
    for (const endpoint of this.#inEndpoints.values()) endpoint.drain();
    for (const endpoint of this.#outEndpoints.values()) endpoint.drain();
  }

  #release(): void {
    this.#unplugged = undefined;
    this.#control.abandon();
    for (const endpoint of this.#inEndpoints.values()) endpoint.abandon();
    for (const endpoint of this.#outEndpoints.values()) endpoint.abandon();
    this.#reset(0);
  }

  #reset(configured: number): void {
    this.#configured = configured;
    for (const endpoint of this.#inEndpoints.values()) endpoint.reset(configured !== 0);
    for (const endpoint of this.#outEndpoints.values()) endpoint.reset();
    for (const each of this.#functions) each.reset();
  }
}
