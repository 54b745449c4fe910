// A USB serial port that a host in user space has opened, as the stream that a program reads and writes.
import { Duplex } from 'node:stream';
import { CdcAcmPort, type UsbHost } from '../../src/usb/index.js';

type Enumerated = Awaited<ReturnType<UsbHost['enumerate']>>;

export class UsbSerial extends Duplex {
  readonly #port: CdcAcmPort;

  static async open(host: UsbHost, device: Enumerated): Promise<UsbSerial> {
    const port = new CdcAcmPort(host, device);
    await port.open();
    return new UsbSerial(port);
  }

  private constructor(port: CdcAcmPort) {
    super();
    this.#port = port;
    port.onData((bytes) => this.push(bytes));
  }

  async hangUp(): Promise<void> {
    await new Promise<void>((resolve) => this.end(resolve));
    await this.#port.close();
    this.destroy();
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#port.write(bytes).then(
      () => done(),
      (error: Error) => done(error),
    );
  }
}
