// A phone on the bench that receives codes by text or call. It shows the newest code that is still good.
import { textFrame } from './lcd/index.js';
import type { FobModel } from './model.js';
import {
  type Delivery,
  PHONE_HISTORY,
  PHONE_LINK_LIMIT,
  PHONE_SENDER_LIMIT,
  PhoneDevice,
  type PhoneMessage,
  type PhoneState,
  phoneLink,
} from './phone.js';
import { checkAppSnapshot, PhoneApp, type PhoneAppState, phoneAppShape } from './phone-app.js';
import type { FobEvent, FobSnapshot, FobView } from './simulated-fob.js';
import { integer, list, object, oneOf, pattern } from './snapshot-check.js';

export const phoneSchema = 'foblab.phone/1';

type PhoneFobState = PhoneAppState & Omit<PhoneState, 'version'>;

export class PhoneFob extends PhoneApp {
  readonly #device: PhoneDevice;

  private constructor(serial: string, model: FobModel, state: PhoneFobState) {
    super(serial, model, state);
    const { lastNumber, messages } = state;
    this.#device = new PhoneDevice({ version: 1, lastNumber, messages });
  }

  static create({ serial, model, timeUs }: { serial: string; model: FobModel; timeUs: number }): PhoneFob {
    return new PhoneFob(serial, model, { settledUs: timeUs, clockOffsetUs: 0, lastNumber: 0, messages: [] });
  }

  /** @throws Error that names what is wrong, where the snapshot is not one of this version. */
  static restore(snapshot: FobSnapshot): PhoneFob {
    const state = checkAppSnapshot<PhoneFobState>(snapshot, phoneSchema, shape);
    return new PhoneFob(snapshot.serial, snapshot.model, state);
  }

  /** A service sends it a code or a link. @throws FobError `out-of-range`, and then nothing was sent */
  receive(timeUs: number, delivery: Delivery): { message: PhoneMessage; events: FobEvent[] } {
    let message: PhoneMessage | undefined;
    const events = this.change(timeUs, (now) => {
      message = this.#device.receive(now, delivery);
      const { number, channel, arrivesAtUs } = message;
      if (arrivesAtUs > now)
        this.emit(now, 'code-sent', { number, channel, lateSeconds: (arrivesAtUs - now) / 1e6 });
      else this.#arrived(now, message);
    });
    return { message: message!, events };
  }

  /** The messages that have arrived, oldest first. */
  codeExpiresUs(timeUs: number): number | undefined {
    return this.#device.current(timeUs)?.expiresAtUs;
  }

  messages(timeUs: number): (PhoneMessage & { expired: boolean })[] {
    return this.#device.messages(timeUs);
  }

  /** A person looks at the phone, which changes nothing. */
  press(timeUs: number): FobEvent[] {
    return this.change(timeUs, (now) => this.emit(now, 'press', { presses: 1 }));
  }

  view(timeUs: number): FobView {
    const text = this.#device.code(timeUs) ?? '';
    return {
      state: text === '' ? 'asleep' : 'showing',
      text,
      lowBattery: false,
      frame: text === '' ? this.blankLcd() : textFrame(text, Math.max(text.length, this.model.lcd.positions)),
    };
  }

  snapshot(): FobSnapshot {
    const { lastNumber, messages } = this.#device.snapshot();
    const state: PhoneFobState = { ...this.appState(), lastNumber, messages };
    return { schema: phoneSchema, serial: this.identity.serial, model: this.model, state, vault: '' };
  }

  protected dueAfter(timeUs: number): number | undefined {
    return this.#device.nextWakeUs(timeUs);
  }

  protected fallDue(timeUs: number): void {
    for (const message of this.messages(timeUs)) {
      if (message.arrivesAtUs === timeUs) this.#arrived(timeUs, message);
      // A code that was no longer good on arrival has no event of its expiry: the event of its arrival says it.
      else if (message.expiresAtUs === timeUs) this.emit(timeUs, 'code-expired', { number: message.number });
    }
  }

  #arrived(timeUs: number, { number, channel, from, expiresAtUs }: PhoneMessage): void {
    this.emit(timeUs, 'code-arrived', { number, channel, from, expired: expiresAtUs <= timeUs });
  }
}

const time = integer(-9e15, 9e15);
const count = integer(0, Number.MAX_SAFE_INTEGER);
const shape = object({
  ...phoneAppShape,
  lastNumber: count,
  messages: list(
    object(
      {
        number: count,
        channel: oneOf('text', 'call'),
        from: pattern(
          new RegExp(`^\\P{C}{0,${PHONE_SENDER_LIMIT}}$`, 'u'),
          `a line of at most ${PHONE_SENDER_LIMIT}`,
        ),
        code: pattern(/^(?:[0-9]{4,10})?$/, '4 to 10 digits, or empty'),
        arrivesAtUs: time,
        expiresAtUs: time,
      },
      { link: pattern(phoneLink, `a link of at most ${PHONE_LINK_LIMIT} characters`) },
    ),
    0,
    PHONE_HISTORY,
  ),
});
