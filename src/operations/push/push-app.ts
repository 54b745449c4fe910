// The push app that an operation means, and a request as people and programs read it.
import { PushFob, type PushOutcome } from '../../../firmware-sim/fob-kinds.js';
import type { SimulatedFob } from '../../../firmware-sim/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';

export interface PushRequestAnswer {
  id: string;
  text: string;
  outcome: PushOutcome;
  askedAt: string;
  /** The first moment at which it can no longer be answered. */
  expiresAt: string;
  answeredAt: string | null;
}

/** @throws OperationError `refused` where the fob is nothing that approves or denies. */
export function asPush(fob: SimulatedFob): PushFob {
  if (fob instanceof PushFob) return fob;
  throw new OperationError(
    'refused',
    `${fob.identity.serial} is a ${fob.model.id} and cannot be asked: add a push app (foblab add idme/push)`,
  );
}

export function requestAnswer({
  id,
  text,
  outcome,
  askedAtUs,
  deadlineUs,
  answeredAtUs,
}: ReturnType<PushFob['requests']>[number]): PushRequestAnswer {
  return {
    id,
    text,
    outcome,
    askedAt: isoTime(askedAtUs),
    expiresAt: isoTime(deadlineUs),
    answeredAt: answeredAtUs === null ? null : isoTime(answeredAtUs),
  };
}

export function requestLine(request: PushRequestAnswer): string {
  const until = request.outcome === 'pending' ? `  until ${request.expiresAt}` : '';
  return `${request.id}  ${request.outcome}  ${request.text}${until}`;
}
