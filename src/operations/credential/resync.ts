import { OperationError } from '../../contract/operation-error.js';
import { fobSerial, optional, text } from '../../contract/parameter.js';
import { verdictSchema } from '../../contract/results/verdict.js';
import { defineOperation } from '../../host/operation.js';
import { findFob, type OperationContext } from '../../host/operation-context.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { readCode } from '../fob/code.js';
import { credentialId } from './credential-id.js';
import { idempotentRequest } from './idempotent-request.js';
import { recordVerdict, refusedVerdict, verdictAnswer, verdictLine } from './verdict-answer.js';

export const resync = defineOperation({
  name: 'credential.resync',
  route: 'POST /credentials/{serial}/resync',
  command: 'resync',
  summary: 'resynchronize a credential with its fob by consecutive codes',
  help: 'The codes must be unused and follow each other. With --fob they are read off the fob: a paused bench advances by one time step in between; on a running one the command waits.',
  examples: ['foblab resync 3315511111 123456 234567', 'foblab resync --fob 3315511111'],
  parameters: {
    serial: optional(text('serial or credential ID', 'serial')),
    first: optional(text('the code that the fob showed first', 'otp1')),
    second: optional(text('the next one', 'otp2')),
    third: optional(text('the one after that, where the policy asks for three', 'otp3')),
    fob: optional(fobSerial('read the codes off this fob of the bench')),
    by: optional(text('who asks, for the audit', 'name')),
    store: storeParameter,
  },
  positionals: ['serial', 'first', 'second', 'third'],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.shared(verdictSchema),
  errors: ['refused'],
  async run(context, { serial, first, second, third, fob, by, store }) {
    const { bench } = context;
    const typed = [first, second, third].filter((code) => code !== undefined);
    if (fob === undefined ? serial === undefined || typed.length < 2 : serial !== undefined)
      throw new OperationError(
        'usage',
        'a serial and two consecutive codes are needed, or a fob of the bench alone',
        {
          parameter: 'serial',
          remedy: {
            operation: 'credential.resync',
            arguments: { serial: '<serial>', first: '<otp1>', second: '<otp2>' },
          },
        },
      );
    const verifier = await verifierOf(context, store);
    const id =
      fob === undefined ? await credentialId(context, verifier, serial!) : findFob(bench, fob).serial;
    const codes = fob === undefined ? typed : await consecutiveCodes(context, id);
    const verdict = await verifier.resynchronize({
      credentialId: id,
      codes,
      ...idempotentRequest(context),
      ...(by === undefined ? {} : { actor: by }),
    });
    recordVerdict(context, verdict);
    return verdictAnswer(verdict);
  },
  plain: (result) => result.outcome,
  text: verdictLine,
  refused: refusedVerdict,
});

async function consecutiveCodes(context: OperationContext, serial: string): Promise<string[]> {
  const { bench } = context;
  const { otp } = bench.look(serial, (fob) => fob.model);
  // Sent again, the request is about the same codes, and time does not pass a second time.
  const read = (part: string): { code: string; atUs: number } =>
    context.once(part, () => {
      const { code } = readCode(context.bench, serial);
      return { code, atUs: bench.nowUs() };
    });
  const first = read('first');
  if (otp.type === 'totp') {
    if (!bench.paused) context.progress(1, 2, `codes; the next one comes within ${otp.periodSeconds} s`);
    if (!(await bench.reach(first.atUs + otp.periodSeconds * 1e6, context.signal)))
      throw new OperationError('timeout', 'interrupted before the fob showed its next code');
    context.progress(2, 2, 'codes');
  }
  return [first.code, read('second').code];
}
