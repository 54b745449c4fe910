// The interface of a USB key to its USB port, its button and the bench.
import type { UsbIdentity } from '../wire/usb-identities.js';

/** Each input carries two times: waits count true time, and the key's own clocks count its crystal. */
export interface Moment {
  trueTimeUs: number;
  fobTimeUs: number;
}

/** What the key types on its keyboard interface. */
export interface Typed {
  /** As a US layout renders it, without the closing Return. */
  text: string;
  /** Whether Return follows. */
  enter: boolean;
  /** HID usages in order, Return included, bit 7 for Shift: one press and one release each. */
  scanCodes: Uint8Array;
  /** It is a static password, which is the same each time, and not a code. */
  password?: true;
}

/** A slot of a key, without its secrets. */
export interface SlotListing {
  slot: string;
  holds: string;
  /** What the slot does: a touch types a code, a touch types the same password each time, or it answers its host only. */
  gives: 'code' | 'password' | 'answers' | 'nothing';
}

export interface AppletSnapshot {
  /** Name and version of the layout, `foblab.applet.yubikey/1`. */
  schema: string;
  /** All that is not secret, as plain JSON data. */
  state: unknown;
  /** Keys, PINs, access codes and buffers that may hold them, in hexadecimal. Never write this to a log. */
  vault: Record<string, string>;
}

/**
 * One USB key as a deterministic state machine, without timers or a clock of its own. Its only inputs are a report, a touch
 * and a wake. No input makes it throw.
 */
export interface UsbApplet {
  readonly kind: 'yubikey' | 'nitrokey-pro';
  usbIdentity(): UsbIdentity;
  /** The port gives power: everything in RAM starts anew. */
  plug(at: Moment): void;
  /** HID GET_REPORT (feature). Undefined if there is no such report: the endpoint stalls. */
  getFeature(reportId: number, at: Moment): Uint8Array | undefined;
  /** HID SET_REPORT (feature). False for an unknown report or a wrong length: the endpoint stalls. */
  setFeature(reportId: number, bytes: Uint8Array, at: Moment): boolean;
  /** A finger lifts that was on the contact for `durationUs`. */
  touch(at: Moment, durationUs: number): Typed | undefined;
  /** The slots. A short touch types from the first one. */
  slots(): readonly SlotListing[];
  /** HOTP counter of the next code that a short touch types; left out or undefined if it types none. */
  counter?(): number | undefined;
  /** What its clock reads; null until the host has set it. Left out if it has no clock. */
  readClockUs?(at: Moment): number | null;
  /** True time at which {@link wake} must be called, while the key waits for something that ends by itself. */
  nextWakeUs(): number | undefined;
  wake(at: Moment): void;
  snapshot(): AppletSnapshot;
}
