// The push app that an operation means, and a request as people and programs read it.
import { PushFob } from '../../../firmware-sim/fob-kinds.js';
import type { SimulatedFob } from '../../../firmware-sim/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import type { PushRequest } from '../../contract/results/push-request.js';

/** @throws OperationError `refused` where the fob is no push app. */
export function asPush(fob: SimulatedFob): PushFob {
  if (fob instanceof PushFob) return fob;
  throw new OperationError(
    'refused',
    `${fob.identity.serial} is a ${fob.model.id} and cannot be asked: add a push app`,
    { remedy: { operation: 'fob.add', arguments: { model: 'idme/push' } } },
  );
}

export function requestAnswer({
  id,
  text,
  outcome,
  askedAtUs,
  deadlineUs,
  answeredAtUs,
}: ReturnType<PushFob['requests']>[number]): PushRequest {
  return {
    id,
    text,
    outcome,
    askedAt: isoTime(askedAtUs),
    expiresAt: isoTime(deadlineUs),
    answeredAt: answeredAtUs === null ? null : isoTime(answeredAtUs),
  };
}

export function requestLine(request: PushRequest): string {
  const until = request.outcome === 'pending' ? `  until ${request.expiresAt}` : '';
  return `${request.id}  ${request.outcome}  ${request.text}${until}`;
}
