// An app before it has scanned its activation image. It has no seed, and a press shows nothing.
import type { FobModel } from './model.js';
import { checkAppSnapshot, PhoneApp, type PhoneAppState, phoneAppShape } from './phone-app.js';
import type { FobEvent, FobSnapshot, FobView } from './simulated-fob.js';
import { object } from './snapshot-check.js';

const inactiveSchema = 'foblab.inactive-app/1';

export class InactiveApp extends PhoneApp {
  static create({ serial, model, timeUs }: { serial: string; model: FobModel; timeUs: number }): InactiveApp {
    return new InactiveApp(serial, model, { settledUs: timeUs, clockOffsetUs: 0 });
  }

  /** @throws Error that names what is wrong. */
  static restore(snapshot: Omit<FobSnapshot, 'schema'>): InactiveApp {
    const whole = { ...snapshot, schema: inactiveSchema };
    const state = checkAppSnapshot<PhoneAppState>(whole, inactiveSchema, object(phoneAppShape));
    return new InactiveApp(snapshot.serial, snapshot.model, state);
  }

  press(timeUs: number): FobEvent[] {
    return this.change(timeUs, (now) => this.emit(now, 'press', { presses: 0 }));
  }

  view(): FobView {
    return { state: 'inactive', text: '', lowBattery: false, frame: this.blankLcd() };
  }

  snapshot(): FobSnapshot {
    const { serial } = this.identity;
    return { schema: inactiveSchema, serial, model: this.model, state: this.appState(), vault: '' };
  }

  protected dueAfter(): undefined {
    return undefined;
  }

  protected fallDue(): void {}
}
