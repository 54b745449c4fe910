// A fob on a real serial device: the master of a pseudo-terminal, whose slave clients open, lock and leave.
//
// The simulator keeps a descriptor of the slave open: without one the master fails with EIO as soon as a client
// leaves, and the device is gone. The price is that the kernel no longer tells it of a hang-up (packet mode needs an
// ioctl that Node does not have). So, from the first byte of a client on, the link looks now and then whether anyone
// but itself has the slave open, by closing its own descriptor for a moment: EIO means nobody. Then the session is
// hung up, and what the client did not read is thrown away; after half a line it looks sooner. A client that comes
// before the look inherits the line as it is, as on a UART; it gets no stale answer if it flushes its input, as pyserial
// does, and a half line that was left costs it one error at most.
import { closeSync, openSync, readSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { ClientEnd, Link, OpenSession, Session } from './link.js';
import { makeRaw, openPty, type Pty, slaveFlags } from './pty-open.js';
import { PtyOutput } from './pty-output.js';
import { placePath, removePath } from './pty-path.js';
import { type Timer, wallTimer } from './timer.js';

export interface PtyLinkOptions {
  /** File name of the stable path: the fob's serial number. */
  name: string;
  /** Folder of the stable path; made 0700 where it is missing. */
  directory: string;
  timer?: Timer;
  open?: () => Promise<Pty>;
  /** The device is gone and no fresh one could be opened; the link is closed. */
  onFailure?: (error: Error) => void;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const lookEveryMs = 200;

/**
 * After the end of what came is no end of a line: when to look, in ms from then. A client that leaves in the middle of
 * one leaves at once, and the next must not find the half of it.
 */
const looksAtHalfLine = [0, 1, 2, 4, 8, 16, 32, 64, 128];

/** Opens a pseudo-terminal and puts the session on it. Rejects as {@link openPty} and {@link placePath} do. */
export async function openPtyLink(open: OpenSession, options: PtyLinkOptions): Promise<PtyLink> {
  const pty = await (options.open ?? openPty)();
  try {
    return new PtyLink(open, options, pty);
  } catch (error) {
    closeSync(pty.master);
    closeSync(pty.slave);
    throw error;
  }
}

export class PtyLink implements Link, ClientEnd {
  readonly kind = 'pty';
  /** `<directory>/<name>`, the same over the life of the link. */
  readonly path: string;
  readonly #options: PtyLinkOptions;
  readonly #timer: Timer;
  readonly #session: Session;
  #pty: Pty;
  #slave: number | undefined;
  #input: ReadStream;
  readonly #output: PtyOutput;
  #cancelLook: (() => void) | undefined;
  #cancelHalf: (() => void) | undefined;
  /** False while there is no device: between two of them, and after the end. */
  #plugged = true;
  #closed = false;

  constructor(open: OpenSession, options: PtyLinkOptions, pty: Pty) {
    this.#options = options;
    this.#timer = options.timer ?? wallTimer;
    this.#pty = pty;
    this.#slave = pty.slave;
    this.path = placePath(options.directory, options.name, pty.path);
    this.#output = new PtyOutput(pty.master, this.#timer, {
      clientIsPresent: () => this.noticeHangUp(),
      roomAgain: () => this.#session.resume(),
    });
    this.#session = open(this);
    this.#input = this.#read(pty);
  }

  /** `/dev/pts/N`; changes only when a client is disconnected by force. */
  get devicePath(): string {
    return this.#pty.path;
  }

  get droppedBytes(): number {
    return this.#output.droppedBytes;
  }

  send(bytes: Uint8Array): boolean {
    return !this.#plugged || this.#output.send(bytes);
  }

  ready(): void {
    if (this.#plugged) this.#input.resume();
  }

  /** Pulls the plug: the client's device hangs up, and a fresh one takes its place under the stable path. */
  disconnect(): void {
    void this.#replug();
  }

  /**
   * Looks once whether a client is there; where none is, ends the session and throws away what was not read.
   * Answers whether one is there.
   */
  noticeHangUp(): boolean {
    if (!this.#plugged) return false;
    const present = this.#clientIsPresent();
    if (present) this.#lookLater();
    else this.#endSession();
    return present;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    removePath(this.path, this.#pty.path);
    await this.#unplug();
  }

  #read(pty: Pty): ReadStream {
    const input = new ReadStream(pty.master);
    input.on('data', (bytes) => this.#feed(bytes));
    // EIO: the last slave descriptor was closed under us, by a client that holds the device for itself (TIOCEXCL).
    input.on('error', () => {
      if (input === this.#input) void this.#replug();
    });
    return input;
  }

  #feed(bytes: Uint8Array): void {
    this.#lookLater();
    this.#cancelHalf?.();
    this.#cancelHalf = undefined;
    if (!this.#session.feed(bytes)) this.#input.pause();
    const last = bytes[bytes.length - 1];
    if (last !== lineFeed && last !== carriageReturn) this.#lookAtHalf(0);
  }

  #lookAtHalf(look: number): void {
    const atMs = looksAtHalfLine[look];
    if (atMs === undefined || !this.#plugged) return;
    this.#cancelHalf = this.#timer.after(atMs - (looksAtHalfLine[look - 1] ?? 0), () => {
      this.#cancelHalf = undefined;
      if (this.noticeHangUp() && this.#cancelHalf === undefined) this.#lookAtHalf(look + 1);
    });
  }

  #lookLater(): void {
    this.#cancelLook ??= this.#timer.after(lookEveryMs, () => {
      this.#cancelLook = undefined;
      this.noticeHangUp();
    });
  }

  #clientIsPresent(): boolean {
    if (this.#slave === undefined) return true;
    closeSync(this.#slave);
    this.#slave = undefined;
    const present = this.#readsOrWaits();
    // What was read may have pulled the plug (link.disconnect).
    if (!this.#plugged) return false;
    try {
      this.#slave = openSync(this.#pty.path, slaveFlags);
    } catch {
      // EBUSY: a client has taken the device for itself. While it is there it keeps the slave open in our place;
      // when it goes the master fails, and the error handler plugs a fresh device in.
      if (!present) void this.#replug();
    }
    return present;
  }

  // With our own slave descriptor closed: reads what a client may have said before it left; EIO after that means that
  // it has left. While the session takes no more this cannot be told, and the client counts as present.
  #readsOrWaits(): boolean {
    const bytes = Buffer.alloc(4096);
    for (let turn = 0; turn < 16 && this.#plugged && !this.#input.isPaused(); turn++) {
      let length: number;
      try {
        length = readSync(this.#pty.master, bytes, 0, bytes.length, null);
      } catch (error) {
        return (error as NodeJS.ErrnoException).code !== 'EIO';
      }
      this.#feed(bytes.subarray(0, length));
    }
    return true;
  }

  #endSession(): void {
    this.#cancelLook?.();
    this.#cancelLook = undefined;
    this.#cancelHalf?.();
    this.#cancelHalf = undefined;
    this.#output.forget();
    this.#session.hangUp();
    if (!this.#plugged || this.#slave === undefined) return;
    this.#input.resume();
    discardUnread(this.#slave);
    // A client may have left the terminal cooked, and an echo would send answers back as commands.
    try {
      makeRaw(this.#slave);
    } catch {
      // The terminal stays as the client left it; the next client sets it for itself.
    }
  }

  async #replug(): Promise<void> {
    if (!this.#plugged) return;
    await this.#unplug();
    try {
      const pty = await (this.#options.open ?? openPty)();
      this.#pty = pty;
      this.#slave = pty.slave;
      this.#output.attach(pty.master);
      this.#input = this.#read(pty);
      if (this.#closed) {
        await destroyed(this.#input);
        closeSync(pty.slave);
        return;
      }
      this.#plugged = true;
      placePath(this.#options.directory, this.#options.name, pty.path);
    } catch (error) {
      await this.close();
      this.#options.onFailure?.(error as Error);
    }
  }

  async #unplug(): Promise<void> {
    if (!this.#plugged) return;
    this.#plugged = false;
    this.#endSession();
    if (this.#slave !== undefined) closeSync(this.#slave);
    this.#slave = undefined;
    await destroyed(this.#input);
  }
}

function destroyed(input: ReadStream): Promise<void> {
  return new Promise((resolve) => {
    if (input.closed) resolve();
    else input.once('close', () => resolve()).destroy();
  });
}

/** Reads what the last client left unread, so that the next does not. */
function discardUnread(slave: number): void {
  const bin = Buffer.alloc(4096);
  try {
    while (readSync(slave, bin, 0, bin.length, null) > 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
}
