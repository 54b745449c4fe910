// A phone that receives codes and links by text or call.

import { FobError } from './fob-port.js';

export type PhoneChannel = 'text' | 'call';

export interface PhoneMessage {
  /** 1 for the first message of this phone, and so on. */
  number: number;
  channel: PhoneChannel;
  from: string;
  /** Empty if the message has a link only. */
  code: string;
  /** The link in the message; left out if there is none. */
  link?: string;
  /** When it arrives, which may be later than it was sent. */
  arrivesAtUs: number;
  /** The first moment at which the code is no longer good. */
  expiresAtUs: number;
}

export interface PhoneState {
  version: 1;
  lastNumber: number;
  /** Oldest first. */
  messages: PhoneMessage[];
}

export interface Delivery {
  channel: PhoneChannel;
  from: string;
  /** A message has a code, a link, or both. */
  code?: string;
  link?: string;
  expirySeconds: number;
  /** 0 unless given. */
  delaySeconds?: number;
}

/** A phone keeps so many messages and forgets the oldest. */
export const PHONE_HISTORY = 50;
export const PHONE_SENDER_LIMIT = 100;
export const PHONE_LINK_LIMIT = 1000;

export const phoneLink = new RegExp(`^https?://[\\x21-\\x7e]{1,${PHONE_LINK_LIMIT - 8}}$`);

export class PhoneDevice {
  readonly #messages: PhoneMessage[];
  #lastNumber: number;

  /** @param state of an earlier {@link snapshot}. @throws FobError `internal` where it is none. */
  constructor(state: PhoneState = { version: 1, lastNumber: 0, messages: [] }) {
    if (state.version !== 1 || !Array.isArray(state.messages))
      throw new FobError('internal', 'The phone state cannot be restored: it is not of version 1');
    this.#messages = state.messages.map((message) => ({ ...message }));
    this.#lastNumber = state.lastNumber;
  }

  /** A service sends a code or a link. Its time to expire starts when it is sent. @throws FobError `out-of-range` */
  receive(timeUs: number, delivery: Delivery): PhoneMessage {
    const { channel, from, code = '', link, expirySeconds, delaySeconds = 0 } = delivery;
    if (code === '' && link === undefined)
      throw new FobError('out-of-range', 'A message without a code or a link cannot be sent: give one');
    if (code !== '' && !/^[0-9]{4,10}$/.test(code))
      throw new FobError(
        'out-of-range',
        `A code of ${code.length} characters cannot be sent: give 4 to 10 digits`,
      );
    if (link !== undefined && !phoneLink.test(link))
      throw new FobError(
        'out-of-range',
        `A link of ${link.length} characters cannot be sent: give one that begins with http:// or https://, of at most ${PHONE_LINK_LIMIT} visible characters`,
      );
    if (from.length > PHONE_SENDER_LIMIT || /\p{C}/u.test(from))
      throw new FobError(
        'out-of-range',
        `A sender is one line of at most ${PHONE_SENDER_LIMIT} characters, none of them a control character`,
      );
    if (!(expirySeconds > 0 && expirySeconds <= 86_400))
      throw new FobError('out-of-range', `A code cannot expire after ${expirySeconds} s: give 1 s to a day`);
    if (!(delaySeconds >= 0 && delaySeconds <= 86_400))
      throw new FobError('out-of-range', `A message cannot be late by ${delaySeconds} s: give 0 s to a day`);
    const message: PhoneMessage = {
      number: ++this.#lastNumber,
      channel,
      from,
      code,
      ...(link === undefined ? {} : { link }),
      arrivesAtUs: timeUs + Math.round(delaySeconds * 1e6),
      expiresAtUs: timeUs + Math.round(expirySeconds * 1e6),
    };
    this.#messages.push(message);
    if (this.#messages.length > PHONE_HISTORY) this.#messages.shift();
    return { ...message };
  }

  /** The messages that have arrived by `timeUs`, oldest first. */
  messages(timeUs: number): (PhoneMessage & { expired: boolean })[] {
    return this.#messages
      .filter(({ arrivesAtUs }) => arrivesAtUs <= timeUs)
      .map((message) => ({ ...message, expired: timeUs >= message.expiresAtUs }));
  }

  /** The code that a person would type: the latest that is still good; undefined if there is none. */
  code(timeUs: number): string | undefined {
    return this.current(timeUs)?.code;
  }

  /** The latest message with a code that is still good. */
  current(timeUs: number): Readonly<PhoneMessage> | undefined {
    let latest: PhoneMessage | undefined;
    for (const message of this.#messages)
      if (message.code !== '' && message.arrivesAtUs <= timeUs && timeUs < message.expiresAtUs)
        if (latest === undefined || message.arrivesAtUs >= latest.arrivesAtUs) latest = message;
    return latest;
  }

  /** Time of the next arrival or expiry after `timeUs`. */
  nextWakeUs(timeUs: number): number | undefined {
    let next: number | undefined;
    for (const { arrivesAtUs, expiresAtUs } of this.#messages)
      for (const at of [arrivesAtUs, expiresAtUs])
        if (at > timeUs && (next === undefined || at < next)) next = at;
    return next;
  }

  snapshot(): PhoneState {
    return {
      version: 1,
      lastNumber: this.#lastNumber,
      messages: this.#messages.map((message) => ({ ...message })),
    };
  }
}
