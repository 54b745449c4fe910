// The phone that an operation means, and a message as people and programs read it.
import { PhoneFob } from '../../../firmware-sim/fob-kinds.js';
import type { SimulatedFob } from '../../../firmware-sim/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import type { PhoneMessage } from '../../contract/results/phone-message.js';

/** @throws OperationError `refused` where the fob is no phone. */
export function asPhone(fob: SimulatedFob): PhoneFob {
  if (fob instanceof PhoneFob) return fob;
  throw new OperationError(
    'refused',
    `${fob.identity.serial} is a ${fob.model.id} and receives no codes: add a phone`,
    { remedy: { operation: 'fob.add', arguments: { model: 'idme/phone' } } },
  );
}

export function messageAnswer({
  number,
  channel,
  from,
  code,
  link,
  arrivesAtUs,
  expiresAtUs,
  expired,
}: ReturnType<PhoneFob['messages']>[number]): PhoneMessage {
  return {
    number,
    channel,
    from,
    code,
    link: link ?? null,
    arrivesAt: isoTime(arrivesAtUs),
    expiresAt: isoTime(expiresAtUs),
    expired,
  };
}

export function messageLine(message: PhoneMessage): string {
  const sender = message.from === '' ? '' : ` from ${message.from}`;
  const state = message.expired ? 'expired' : `good until ${message.expiresAt}`;
  return `${message.number}  ${message.arrivesAt}  ${message.channel}${sender}  ${contentOf(message)}  ${state}`;
}

/** What its owner types or opens. */
export function contentOf({ code, link }: Pick<PhoneMessage, 'code' | 'link'>): string {
  return [code, link ?? ''].filter((text) => text !== '').join('  ');
}
