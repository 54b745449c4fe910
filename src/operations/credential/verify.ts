import { OperationError } from '../../contract/operation-error.js';
import { flag, fobSerial, optional, text } from '../../contract/parameter.js';
import { type VerdictAnswer, verdictSchema } from '../../contract/results/verdict.js';
import { defineOperation } from '../../host/operation.js';
import { findFob, type OperationContext } from '../../host/operation-context.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { readCode } from '../fob/code.js';
import { foblabTargetName, isTargetPath, namedTarget } from '../target/named-target.js';
import { credentialId } from './credential-id.js';
import { idempotentRequest } from './idempotent-request.js';
import {
  recordVerdict,
  refusedVerdict,
  targetVerdictAnswer,
  verdictAnswer,
  verdictLine,
} from './verdict-answer.js';

export const verify = defineOperation({
  name: 'credential.verify',
  route: 'POST /credentials/{serial}/verify',
  command: 'verify',
  summary: 'ask a verifier whether it accepts a code: foblab’s own, at the time of the bench, or a target',
  help: 'With --fob a fresh code is read off the fob first. Exits 0 where the code is accepted, 1 where it is refused; the answer says why, how many steps off, and what to do.',
  examples: ['foblab verify 3315511111 755224', 'foblab verify --fob 3315511111 --json'],
  parameters: {
    serial: optional(text('serial or credential ID', 'serial')),
    otp: optional(text('the code as typed', 'otp')),
    fob: optional(fobSerial('read a fresh code off this fob of the bench')),
    backup: flag('the code is a backup code'),
    by: optional(text('who asks, for the audit', 'name')),
    target: {
      ...optional(text('the verifier to ask (foblab target list); foblab’s own where left out', 'target')),
      localOnly: isTargetPath,
    },
    store: storeParameter,
  },
  positionals: ['serial', 'otp'],
  effect: 'outside',
  timing: 'waits',
  answer: (t) => t.shared(verdictSchema),
  errors: ['refused'],
  async run(context, values): Promise<VerdictAnswer> {
    const { serial, otp, fob, target = foblabTargetName } = values;
    if (
      fob === undefined
        ? serial === undefined || otp === undefined
        : serial !== undefined || otp !== undefined
    )
      throw new OperationError('usage', 'a serial and a code are needed, or a fob of the bench alone', {
        parameter: 'serial',
        remedy: { operation: 'credential.verify', arguments: { serial: '<serial>', otp: '<otp>' } },
      });
    if (target !== foblabTargetName) return askTarget(context, target, values);
    const { bench } = context;
    const verifier = await verifierOf(context, values.store);
    const code = fob === undefined ? otp! : freshCode(context, fob);
    const id =
      fob === undefined ? await credentialId(context, verifier, serial!) : findFob(bench, fob).serial;
    const request = {
      credentialId: id,
      code,
      ...idempotentRequest(context),
      ...(values.by === undefined ? {} : { actor: values.by }),
    };
    const verdict = values.backup
      ? await verifier.consumeBackupCode(request)
      : await verifier.verify(request);
    recordVerdict(context, verdict);
    if (values.backup || !['invalid', 'malformed'].includes(verdict.outcome)) return verdictAnswer(verdict);
    const diagnosis = await verifier.diagnose(request);
    return verdictAnswer(
      diagnosis === null
        ? verdict
        : {
            ...verdict,
            suggestedAction: `${diagnosis}. If so, enrol it as that; else ${verdict.suggestedAction}`,
          },
    );
  },
  plain: (result) => result.outcome,
  text: verdictLine,
  refused: refusedVerdict,
});

interface Asked {
  serial: string | undefined;
  otp: string | undefined;
  fob: string | undefined;
}

async function askTarget(
  context: OperationContext,
  name: string,
  { serial, otp, fob }: Asked,
): Promise<VerdictAnswer> {
  const { bench, signal } = context;
  const target = await namedTarget(context, name);
  const code = fob === undefined ? otp! : freshCode(context, fob);
  const of = fob === undefined ? serial! : findFob(bench, fob).serial;
  const verdict = await target.verify({ serial: of, code, atUs: bench.nowUs(), signal });
  bench.record('verdict', of, { target: target.name, outcome: verdict.outcome });
  return targetVerdictAnswer(of, verdict);
}

/** Sent again, the request is about the same code. */
function freshCode(context: OperationContext, fob: string): string {
  return context.once('code', () => readCode(context.bench, fob).code);
}
