import { isoTime } from '../../contract/iso-time.js';
import { optional, text } from '../../contract/parameter.js';
import { targetReplySchema, verdictSchema } from '../../contract/results/verdict.js';
import { instantSchema, oneOf, orNull } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { checkTarget, foblabTarget, type Target } from '../../targets/index.js';
import { targetVerdictAnswer } from '../credential/verdict-answer.js';
import { foblabTargetName, isTargetPath, namedTarget } from './named-target.js';

export const check = defineOperation({
  name: 'target.check',
  command: 'target check',
  summary: 'send a target a code that cannot be right, and see that it answers and refuses',
  examples: ['foblab target check myserver', 'foblab target check ./targets/myserver.yaml'],
  parameters: {
    target: { ...text('name or file of the target', 'target'), localOnly: isTargetPath },
    serial: optional(text('serial to send, for a verifier that takes only its own form', 'serial')),
    code: optional(text('code to send', 'code')),
    store: storeParameter,
  },
  positionals: ['target'],
  effect: 'outside',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      target: t.String(),
      ok: t.Boolean({ description: 'true for `refuses` alone' }),
      finding: oneOf(t, ['refuses', 'accepts-everything', 'unreadable', 'unreachable', 'misconfigured']),
      message: t.String({ description: 'what came back, how it was read, and what to do' }),
      sent: t.Object({ serial: t.String(), code: t.String(), at: instantSchema(t) }),
      verdict: orNull(t, t.shared(verdictSchema)),
      reply: orNull(t, t.shared(targetReplySchema)),
    }),
  errors: ['refused'],
  async run(context, { target, serial, code, store }) {
    const { ok, finding, message, sent, verdict, raw, ...checked } = await checkTarget(
      target === foblabTargetName ? await ownVerifier(context, store) : await namedTarget(context, target),
      {
        atUs: context.bench.nowUs(),
        signal: context.signal,
        ...(serial === undefined ? {} : { serial }),
        ...(code === undefined ? {} : { code }),
      },
    );
    return {
      target: checked.target,
      ok,
      finding,
      message,
      sent: { serial: sent.serial, code: sent.code, at: isoTime(sent.atUs) },
      verdict: verdict === null ? null : targetVerdictAnswer(sent.serial, verdict),
      reply: raw === null || raw.kind === 'foblab' ? null : raw,
    };
  },
  plain: (result) => result.finding,
  text: (result) => `${result.target}: ${result.message}`,
  refused: (result) => !result.ok,
});

async function ownVerifier(context: OperationContext, store: string | undefined): Promise<Target> {
  const verifier = await verifierOf(context, store);
  return foblabTarget({
    verify: (credentialId, code, atUs) => verifier.verify({ credentialId, code, atUs }),
  });
}
