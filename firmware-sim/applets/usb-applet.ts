// What a USB wire, a button and a bench see of a USB key. No code: an interface.
import type { UsbIdentity } from '../wire/usb-identities.js';

/** Every input carries both times: waits count true time, the key's own clocks count its crystal. */
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
  /** It is a static password: no code, but the same each time. */
  password?: true;
}

/** What a slot of a key is: no secret in it. */
export interface SlotListing {
  slot: string;
  holds: string;
  /** What comes of it: a code that a touch types, a password that is the same each time, answers to its host alone. */
  gives: 'code' | 'password' | 'answers' | 'nothing';
}

export interface AppletSnapshot {
  /** Name and version of the layout, `foblab.applet.yubikey/1`. */
  schema: string;
  /** Everything that is no secret: plain JSON data. */
  state: unknown;
  /** Keys, PINs, access codes and buffers that may hold them, in hexadecimal. Never logged or journaled in clear. */
  vault: Record<string, string>;
}

/**
 * One USB key as a state machine: deterministic, no timers, no clock of its own. A report, a touch and a wake are
 * its only inputs; none throws, whatever bytes come.
 */
export interface UsbApplet {
  readonly kind: 'yubikey' | 'nitrokey-pro';
  usbIdentity(): UsbIdentity;
  /** Power from the port: what lives in RAM starts anew. */
  plug(at: Moment): void;
  /** HID GET_REPORT (feature). Undefined: no such report, the endpoint stalls. */
  getFeature(reportId: number, at: Moment): Uint8Array | undefined;
  /** HID SET_REPORT (feature). False: no such report or a wrong length, the endpoint stalls. */
  setFeature(reportId: number, bytes: Uint8Array, at: Moment): boolean;
  /** A finger that was on the contact for `durationUs` and lifts now. */
  touch(at: Moment, durationUs: number): Typed | undefined;
  /** What a touch types from comes first. */
  slots(): readonly SlotListing[];
  /** Where it has a clock: what that says, or null while nobody has set it. */
  readClockUs?(at: Moment): number | null;
  /** True time of the next {@link wake} it asks for, while it waits for something that ends by itself. */
  nextWakeUs(): number | undefined;
  wake(at: Moment): void;
  snapshot(): AppletSnapshot;
}
