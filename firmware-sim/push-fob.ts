// An app on the bench that approves or denies requests. It shows no code. A request without an answer expires.
import { FobError } from './fob-port.js';
import type { FobModel } from './model.js';
import { checkAppSnapshot, PhoneApp, type PhoneAppState, phoneAppShape } from './phone-app.js';
import { PUSH_HISTORY, PUSH_TEXT_LIMIT, PushDevice, type PushOutcome, type PushRequest } from './push.js';
import type { FobEvent, FobSnapshot, FobView } from './simulated-fob.js';
import { integer, list, object, oneOf, orNull, pattern } from './snapshot-check.js';

export const pushSchema = 'foblab.push/1';

interface PushFobState extends PhoneAppState {
  requests: PushRequest[];
}

export class PushFob extends PhoneApp {
  readonly #device: PushDevice;

  private constructor(serial: string, model: FobModel, state: PushFobState) {
    super(serial, model, state);
    this.#device = new PushDevice({ version: 1, requests: state.requests });
  }

  static create({ serial, model, timeUs }: { serial: string; model: FobModel; timeUs: number }): PushFob {
    return new PushFob(serial, model, { settledUs: timeUs, clockOffsetUs: 0, requests: [] });
  }

  /** @throws Error that names what is wrong, where the snapshot is not one of this version. */
  static restore(snapshot: FobSnapshot): PushFob {
    const state = checkAppSnapshot<PushFobState>(snapshot, pushSchema, shape);
    return new PushFob(snapshot.serial, snapshot.model, state);
  }

  /** A verifier sends a request. @throws FobError `conflict` or `out-of-range`, and then nothing was sent */
  ask(timeUs: number, request: { id: string; text: string; expirySeconds: number }): FobEvent[] {
    return this.change(timeUs, (now) => {
      this.#device.ask(now, request);
      this.emit(now, 'push-asked', { id: request.id, seconds: request.expirySeconds });
    });
  }

  /** The user answers a request by its ID, or the oldest pending one. @throws FobError `unknown-name` or `conflict` */
  answer(
    timeUs: number,
    answer: 'approved' | 'denied',
    id?: string,
  ): { request: PushRequest; events: FobEvent[] } {
    let request: PushRequest | undefined;
    const events = this.change(timeUs, (now) => {
      request = this.#device.answer(now, answer, id);
      this.emit(now, 'push-answered', { id: request.id, answer });
    });
    return { request: request!, events };
  }

  /** The requests that it remembers, oldest first. */
  requests(timeUs: number): (PushRequest & { outcome: PushOutcome })[] {
    return this.#device.requests(timeUs);
  }

  /** @throws FobError `unknown-name`. */
  outcome(timeUs: number, id: string): PushOutcome {
    return this.#device.outcome(timeUs, id);
  }

  press(): FobEvent[] {
    throw new FobError(
      'unsupported',
      `${this.identity.serial} (${this.model.id}) shows no codes: ask it (push ask), and approve or deny`,
    );
  }

  view(timeUs: number): FobView {
    const waiting = this.requests(timeUs).find(({ outcome }) => outcome === 'pending');
    return {
      state: waiting === undefined ? 'asleep' : 'showing',
      text: waiting === undefined ? '' : notification(waiting.text || waiting.id),
      lowBattery: false,
      frame: this.blankLcd(),
    };
  }

  snapshot(): FobSnapshot {
    const state: PushFobState = { ...this.appState(), requests: this.#device.snapshot().requests };
    return { schema: pushSchema, serial: this.identity.serial, model: this.model, state, vault: '' };
  }

  protected dueAfter(timeUs: number): number | undefined {
    return this.#device.nextWakeUs(timeUs);
  }

  protected fallDue(timeUs: number): void {
    for (const { id, deadlineUs, outcome } of this.requests(timeUs))
      if (deadlineUs === timeUs && outcome === 'expired') this.emit(timeUs, 'push-expired', { id });
  }
}

/** A locked screen shows one line of the request. */
function notification(text: string): string {
  const characters = [...text];
  return characters.length <= 48 ? text : `${characters.slice(0, 47).join('')}…`;
}

const time = integer(-9e15, 9e15);
const line = pattern(
  new RegExp(`^\\P{C}{0,${PUSH_TEXT_LIMIT}}$`, 'u'),
  `a line of at most ${PUSH_TEXT_LIMIT}`,
);
const shape = object({
  ...phoneAppShape,
  requests: list(
    object({
      id: line,
      text: line,
      askedAtUs: time,
      deadlineUs: time,
      answer: orNull(oneOf('approved', 'denied')),
      answeredAtUs: orNull(time),
    }),
    0,
    PUSH_HISTORY,
  ),
});
