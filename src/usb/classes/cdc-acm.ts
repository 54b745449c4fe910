// CDC-ACM, a serial port (CDC PSTN 1.2 §6.3): bytes over two bulk endpoints, line state over the control endpoint.
import { InEndpoint } from '../in-endpoint.js';
import { OutEndpoint } from '../out-endpoint.js';
import type { SetupPacket } from '../setup-packet.js';
import { acknowledged, type UsbFunction } from '../usb-function.js';
import type { ByteChannel } from './byte-channel.js';
import { decodeLineCoding, encodeLineCoding, type LineCoding } from './line-coding.js';

/** CDC PSTN 1.2 table 13. */
export const AcmRequest = {
  setLineCoding: 0x20,
  getLineCoding: 0x21,
  setControlLineState: 0x22,
  sendBreak: 0x23,
} as const;

export type LineEvent =
  | { readonly kind: 'coding'; readonly coding: LineCoding }
  /** Programs raise DTR as they open the port and drop it as they close it. */
  | { readonly kind: 'control'; readonly dtr: boolean; readonly rts: boolean }
  /** 65535 ms: the break lasts until a break of 0 ms ends it. */
  | { readonly kind: 'break'; readonly milliseconds: number };

/** The line states that the device reports (CDC PSTN 1.2 §6.5.4). */
export interface SerialState {
  readonly carrier: boolean;
  readonly dataSetReady: boolean;
}

export interface CdcAcmOptions {
  readonly controlInterface: number;
  readonly dataInterface: number;
  /** Addresses, with the direction bit. */
  readonly notifyEndpoint: number;
  readonly inEndpoint: number;
  readonly outEndpoint: number;
}

const limitBytes = 256 * 1024;
/** Above this, a host that sends without reading the answers has to wait, as with CTS on a UART. */
const highWaterBytes = 16 * 1024;

export class CdcAcm implements UsbFunction, ByteChannel {
  readonly interfaces: readonly number[];
  readonly endpoints: readonly (InEndpoint | OutEndpoint)[];
  readonly #controlInterface: number;
  readonly #notify: InEndpoint;
  readonly #in: InEndpoint;
  readonly #out: OutEndpoint;
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #drainListeners = new Set<() => void>();
  readonly #hangUpListeners = new Set<() => void>();
  readonly #lineListeners = new Set<(event: LineEvent) => void>();
  #coding: LineCoding = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 };
  #dtr = false;
  #paused = false;
  #rts = false;

  constructor(options: CdcAcmOptions) {
    this.interfaces = [options.controlInterface, options.dataInterface];
    this.#controlInterface = options.controlInterface;
    this.#notify = new InEndpoint({
      address: options.notifyEndpoint,
      maxPacketSize: 16,
      mode: 'message',
      limitBytes: 160,
    });
    this.#in = new InEndpoint({ address: options.inEndpoint, maxPacketSize: 64, mode: 'stream', limitBytes });
    this.#out = new OutEndpoint(options.outEndpoint, (bytes) => this.#received(bytes));
    this.#in.onTaken(() => {
      this.#holdBack();
      if (this.#in.queuedBytes === 0) for (const listener of [...this.#drainListeners]) listener();
    });
    this.endpoints = [this.#notify, this.#in, this.#out];
  }

  get lineCoding(): LineCoding {
    return this.#coding;
  }

  get waitingBytes(): number {
    return this.#in.queuedBytes;
  }

  get dtr(): boolean {
    return this.#dtr;
  }

  write(bytes: Uint8Array): boolean {
    const queued = this.#in.write(bytes);
    this.#holdBack();
    return queued;
  }

  onDrain(listener: () => void): () => void {
    this.#drainListeners.add(listener);
    return () => this.#drainListeners.delete(listener);
  }

  onHangUp(listener: () => void): () => void {
    this.#hangUpListeners.add(listener);
    return () => this.#hangUpListeners.delete(listener);
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    this.#holdBack();
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  onLine(listener: (event: LineEvent) => void): () => void {
    this.#lineListeners.add(listener);
    return () => this.#lineListeners.delete(listener);
  }

  /** Returns false if the host has not taken earlier notifications. */
  notifySerialState(state: SerialState): boolean {
    const bits = (state.carrier ? 1 : 0) | (state.dataSetReady ? 2 : 0);
    return this.#notify.write(Uint8Array.of(0xa1, 0x20, 0, 0, this.#controlInterface, 0, 2, 0, bits, 0));
  }

  control(setup: SetupPacket, data: Uint8Array): Uint8Array | undefined {
    if (setup.type !== 'class' || (setup.index & 0xff) !== this.#controlInterface) return undefined;
    if (setup.direction === 'in')
      return setup.request === AcmRequest.getLineCoding ? encodeLineCoding(this.#coding) : undefined;
    switch (setup.request) {
      case AcmRequest.setLineCoding:
        return this.#setLineCoding(data);
      case AcmRequest.setControlLineState:
        this.#setControlLines((setup.value & 1) !== 0, (setup.value & 2) !== 0);
        return acknowledged;
      case AcmRequest.sendBreak:
        this.#emit({ kind: 'break', milliseconds: setup.value });
        return acknowledged;
      default:
        return undefined;
    }
  }

  reset(): void {
    this.#setControlLines(false, false);
    this.#hangUp();
  }

  #setLineCoding(data: Uint8Array): Uint8Array | undefined {
    const coding = decodeLineCoding(data);
    if (coding === undefined) return undefined;
    this.#coding = coding;
    this.#emit({ kind: 'coding', coding });
    return acknowledged;
  }

  #setControlLines(dtr: boolean, rts: boolean): void {
    if (dtr === this.#dtr && rts === this.#rts) return;
    const closed = this.#dtr && !dtr;
    this.#dtr = dtr;
    this.#rts = rts;
    // Unread answers of the last program must not reach the next one.
    if (closed) this.#hangUp();
    this.#emit({ kind: 'control', dtr, rts });
  }

  #hangUp(): void {
    this.#in.discard();
    this.pause(false);
    for (const listener of [...this.#hangUpListeners]) listener();
  }

  #received(bytes: Uint8Array): void {
    for (const listener of [...this.#dataListeners]) listener(bytes);
  }

  #holdBack(): void {
    this.#out.pause(this.#paused || this.#in.queuedBytes > highWaterBytes);
  }

  #emit(event: LineEvent): void {
    for (const listener of [...this.#lineListeners]) listener(event);
  }
}
