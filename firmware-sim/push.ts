// The requests to approve or deny on a phone. Whether one has expired follows from the time asked for, so reading changes
// nothing.

import { FobError } from './fob-port.js';

export type PushOutcome = 'pending' | 'approved' | 'denied' | 'expired';

export interface PushRequest {
  /** The ID that the verifier gave it. */
  id: string;
  /** What the phone shows. */
  text: string;
  askedAtUs: number;
  /** The first moment at which it can no longer be answered. */
  deadlineUs: number;
  answer: 'approved' | 'denied' | null;
  answeredAtUs: number | null;
}

export interface PushState {
  version: 1;
  /** Oldest first. */
  requests: PushRequest[];
}

/** A phone keeps so many requests, and forgets those that were settled first. */
export const PUSH_HISTORY = 50;
export const PUSH_TEXT_LIMIT = 200;

export class PushDevice {
  readonly #requests: PushRequest[];

  /** @param state of an earlier {@link snapshot}. @throws FobError `internal` where it is none. */
  constructor(state: PushState = { version: 1, requests: [] }) {
    if (state.version !== 1 || !Array.isArray(state.requests))
      throw new FobError('internal', 'The push state cannot be restored: it is not of version 1');
    this.#requests = state.requests.map((request) => ({ ...request }));
  }

  /**
   * A request arrives.
   * @throws FobError `conflict` for an ID that is taken, or if all remembered requests are pending; `out-of-range`
   */
  ask(timeUs: number, request: { id: string; text: string; expirySeconds: number }): PushRequest {
    const { id, text, expirySeconds } = request;
    if (id === '' || !isLine(id) || !isLine(text))
      throw new FobError(
        'out-of-range',
        `A push request needs an id, and id and text are lines of at most ${PUSH_TEXT_LIMIT} characters, none of them a control character`,
      );
    if (!(expirySeconds > 0 && expirySeconds <= 86_400))
      throw new FobError(
        'out-of-range',
        `A push request cannot expire after ${expirySeconds} s: give 1 s to a day`,
      );
    if (this.#requests.some((known) => known.id === id))
      throw new FobError(
        'conflict',
        `The push request ${JSON.stringify(id)} exists: give each request an id of its own`,
      );
    this.#forgetOne(timeUs);
    const deadlineUs = timeUs + Math.round(expirySeconds * 1e6);
    const asked: PushRequest = { id, text, askedAtUs: timeUs, deadlineUs, answer: null, answeredAtUs: null };
    this.#requests.push(asked);
    return { ...asked };
  }

  /**
   * The user answers a request by its ID, or the oldest pending one.
   * @throws FobError `unknown-name`, or `conflict` if it was answered or has expired
   */
  answer(timeUs: number, answer: 'approved' | 'denied', id?: string): PushRequest {
    const request = id === undefined ? this.#oldestPending(timeUs) : this.#named(id);
    const outcome = outcomeOf(request, timeUs);
    if (outcome !== 'pending')
      throw new FobError(
        'conflict',
        `The push request ${JSON.stringify(request.id)} is ${outcome}: ask again with a new one`,
      );
    request.answer = answer;
    request.answeredAtUs = timeUs;
    return { ...request };
  }

  /** @throws FobError `unknown-name`. */
  outcome(timeUs: number, id: string): PushOutcome {
    return outcomeOf(this.#named(id), timeUs);
  }

  /** The remembered requests with their outcome at `timeUs`, oldest first. */
  requests(timeUs: number): (PushRequest & { outcome: PushOutcome })[] {
    return this.#requests.map((request) => ({ ...request, outcome: outcomeOf(request, timeUs) }));
  }

  /** Time of the next expiry after `timeUs`. */
  nextWakeUs(timeUs: number): number | undefined {
    let next: number | undefined;
    for (const { answer, deadlineUs } of this.#requests)
      if (answer === null && deadlineUs > timeUs && (next === undefined || deadlineUs < next))
        next = deadlineUs;
    return next;
  }

  snapshot(): PushState {
    return { version: 1, requests: this.#requests.map((request) => ({ ...request })) };
  }

  #oldestPending(timeUs: number): PushRequest {
    const waiting = this.#requests.find((request) => outcomeOf(request, timeUs) === 'pending');
    if (waiting) return waiting;
    throw new FobError('conflict', 'No push request waits for an answer: let a verifier ask first');
  }

  #named(id: string): PushRequest {
    const request = this.#requests.find((known) => known.id === id);
    if (request) return request;
    throw new FobError(
      'unknown-name',
      `There is no push request ${JSON.stringify(id.slice(0, PUSH_TEXT_LIMIT))}`,
    );
  }

  #forgetOne(timeUs: number): void {
    if (this.#requests.length < PUSH_HISTORY) return;
    const settled = this.#requests.findIndex((request) => outcomeOf(request, timeUs) !== 'pending');
    if (settled < 0)
      throw new FobError('conflict', `${PUSH_HISTORY} push requests wait: answer one, or let one expire`);
    this.#requests.splice(settled, 1);
  }
}

function outcomeOf({ answer, deadlineUs }: PushRequest, timeUs: number): PushOutcome {
  return answer ?? (timeUs >= deadlineUs ? 'expired' : 'pending');
}

/** Text that is safe to print on a terminal. */
function isLine(text: string): boolean {
  return text.length <= PUSH_TEXT_LIMIT && !/\p{C}/u.test(text);
}
