import { findFob } from '../context.js';
import { code as readCode } from '../fob/code.js';
import { defineOperation } from '../operation.js';
import { OperationError } from '../operation-error.js';
import { flag, fobSerial, optional, text } from '../parameter.js';
import { credentialId } from './credential-id.js';
import { recordVerdict, refusedVerdict, verdictAnswer, verdictLine } from './verdict-answer.js';
import { storeParameter, verifierOf } from './verifier-host.js';

export const verify = defineOperation({
  name: 'credential.verify',
  command: 'verify',
  summary: 'have a code judged by the verification core, at the time of the bench',
  help: 'With --fob a fresh code is taken off the fob first. Exits 0 where the code is accepted, 1 where it is refused; the answer says why, how many steps off, and what to do.',
  examples: ['foblab verify 3315511111 755224', 'foblab verify --fob 3315511111 --json'],
  parameters: {
    serial: optional(text('serial or credential ID', 'serial')),
    otp: optional(text('the code as typed', 'otp')),
    fob: optional(fobSerial('take a fresh code off this fob of the bench')),
    backup: flag('the code is a backup code'),
    by: optional(text('who asks, for the audit', 'name')),
    store: storeParameter,
  },
  positionals: ['serial', 'otp'],
  mode: 'async',
  async run(context, { serial, otp, fob, backup, by, store }) {
    const { bench } = context;
    if (
      fob === undefined
        ? serial === undefined || otp === undefined
        : serial !== undefined || otp !== undefined
    )
      throw new OperationError(
        'usage',
        'give a serial and a code (foblab verify <serial> <otp>), or --fob <serial> alone',
      );
    const verifier = await verifierOf(context, store);
    const code = fob === undefined ? otp! : ((await readCode.run(context, { fob })) as { code: string }).code;
    const id =
      fob === undefined ? await credentialId(context, verifier, serial!) : findFob(bench, fob).serial;
    const request = {
      credentialId: id,
      code,
      atUs: bench.nowUs(),
      ...(by === undefined ? {} : { actor: by }),
    };
    const verdict = backup
      ? await verifier.consumeBackupCode(request)
      : await verifier.verify({
          ...request,
          ...(context.requestId === '' ? {} : { requestId: context.requestId }),
        });
    recordVerdict(context, verdict);
    return verdictAnswer(verdict);
  },
  plain: (result) => result.outcome,
  text: verdictLine,
  refused: refusedVerdict,
});
