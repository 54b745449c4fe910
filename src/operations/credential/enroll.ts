import { OperationError } from '../../contract/operation-error.js';
import { choice, flag, fobSerial, number, optional, secret, text } from '../../contract/parameter.js';
import { credentialAnswerSchema } from '../../contract/results/credential.js';
import { defineOperation } from '../../host/operation.js';
import { findFob, refuseDamaged } from '../../host/operation-context.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import type { EnrollmentRequest, Verdict } from '../../verification/index.js';
import { refuseForeign } from '../label-text.js';
import { credentialAnswer } from './credential-answer.js';
import { credentialText } from './credential-text.js';
import { hashNames } from './hash-names.js';
import { idempotentRequest, recordOnce } from './idempotent-request.js';
import { trialCredential } from './trial-credential.js';
import { recordVerdict } from './verdict-answer.js';

export const enroll = defineOperation({
  name: 'credential.enroll',
  command: 'enroll',
  summary: 'make a credential for a fob: one of the bench, or any other by its seed',
  help: 'The seed of a fob of the bench is known. Any other fob needs its serial, and its seed from a file or standard input. With --code the credential is made only where the code is right, and the code is then used up.',
  examples: [
    'foblab enroll --fob 3315511111',
    'foblab enroll --fob 3315511111 --policy onespan',
    'foblab enroll --serial 2600123456789 --secret-file seed.hex --period 60',
  ],
  parameters: {
    fob: optional(fobSerial('fob of the bench')),
    serial: optional(text('serial or credential ID of a fob that is not on the bench', 'serial')),
    policy: optional(text('policy (foblab policy list); rfc where left out', 'policy')),
    code: optional(text('the code that the fob shows now, as a proof', 'code')),
    secret: secret('file with the seed in hexadecimal, base32 or base64, - for standard input'),
    digits: optional(number('digits of a code', { minimum: 6, maximum: 10, unit: 'digits', whole: true })),
    period: optional(number('time step', { minimum: 1, maximum: 345_600, unit: 's', whole: true })),
    algorithm: optional(choice('hash', ['sha1', 'sha256', 'sha512'])),
    event: flag('event-based (HOTP)'),
    counter: optional(
      number('next counter of an event-based fob', {
        minimum: 0,
        maximum: 2 ** 48,
        unit: 'count',
        whole: true,
      }),
    ),
    issued: flag('not active yet: no code is accepted until it is activated by a proof (foblab activate)'),
    by: optional(text('who asks, for the audit', 'name')),
    reason: optional(text('why, for the audit', 'reason')),
    store: storeParameter,
  },
  positionals: ['fob'],
  effect: 'change',
  timing: 'waits',
  access: 'administer',
  answer: credentialAnswerSchema,
  errors: ['refused'],
  async run(context, values) {
    const { bench } = context;
    if ((values.fob === undefined) === (values.serial === undefined))
      throw new OperationError('usage', 'a fob of the bench is needed, or a serial with its seed', {
        parameter: 'fob',
        remedy: { operation: 'credential.enroll', arguments: { fob: '<serial>' } },
      });
    refuseForeign(values.serial ?? '', 'serial');
    refuseDamaged(values.serial ?? '');
    const verifier = await verifierOf(context, values.store);
    const request: EnrollmentRequest = {
      ...(values.fob === undefined ? ofSecret() : ofFob(values.fob)),
      ...idempotentRequest(context),
      actor: values.by ?? 'operator',
      reason: values.reason ?? 'enrolment',
      lifecycle: values.issued ? 'issued' : 'active',
      ...(values.policy === undefined ? {} : { policy: values.policy }),
      ...(values.code === undefined ? {} : { proofCode: values.code }),
    };
    const enrollment = await verifier.enroll(request);
    if (!enrollment.enrolled) {
      recordVerdict(context, enrollment.verdict);
      const { verdict } = enrollment;
      const diagnosis = ['invalid', 'malformed'].includes(verdict.outcome)
        ? await (await trialCredential(context, request)).diagnose({
            credentialId: request.id,
            code: values.code!,
            atUs: request.atUs,
          })
        : null;
      throw new OperationError(
        'refused',
        `not enrolled: the code is ${verdict.outcome}; ${diagnosis === null ? '' : `${diagnosis}. If so, enrol it as that; else `}${proofAdvice(verdict)}`,
        { parameter: 'code' },
      );
    }
    recordOnce(context, 'enrolled', enrollment.credential.id, { policy: enrollment.credential.policy });
    return { credential: credentialAnswer(enrollment.credential) };

    function ofFob(typed: string) {
      const { serial } = findFob(bench, typed);
      return bench.look(serial, (simulated) => {
        const seed = simulated.seed();
        if (seed === undefined)
          throw new OperationError(
            'refused',
            `${serial} has no seed to give: its memory is lost, or it keeps none`,
          );
        const { otp, id } = simulated.model;
        const counter = (simulated as { counter?(): number | undefined }).counter?.();
        return {
          id: serial,
          serial,
          seed,
          manufacturer: simulated.identity.manufacturer,
          model: id,
          kind: otp.type,
          algorithm: hashNames[otp.algorithm],
          digits: otp.digits,
          ...(otp.type === 'totp'
            ? { stepSeconds: otp.periodSeconds, t0Seconds: otp.t0Seconds }
            : { counter: counter ?? 0 }),
        };
      });
    }

    function ofSecret() {
      if (values.secret === undefined)
        throw new OperationError('usage', `${values.serial} is not on the bench, so its seed is needed`, {
          parameter: 'secret',
          expected: 'the seed in hexadecimal, base32 or base64',
          remedy: {
            operation: 'credential.enroll',
            arguments: { serial: values.serial, secret: '<file>' },
          },
        });
      const kind = values.event ? ('hotp' as const) : ('totp' as const);
      return {
        id: values.serial!.replace(/[\s-]/g, ''),
        serial: values.serial!,
        seed: values.secret,
        kind,
        algorithm: hashNames[values.algorithm ?? 'sha1'],
        digits: values.digits ?? 6,
        ...(kind === 'totp' ? { stepSeconds: values.period ?? 30 } : { counter: values.counter ?? 0 }),
      };
    }
  },
  plain: (result) => result.credential.id,
  text: (result) => credentialText(result.credential),
});

/** Nothing is enrolled yet, so nothing can be resynchronized or verified. */
function proofAdvice({ outcome, cause, suggestedAction }: Verdict): string {
  return outcome === 'out-of-sync'
    ? `${cause}. Enrol it without a code and then resynchronize it`
    : outcome === 'malformed'
      ? suggestedAction
      : 'check the serial number, the seed and its parameters, and try the next code';
}
