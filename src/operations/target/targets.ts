import { optional, text } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { checkTarget as check, foblabTarget, listTargets as list, type Target } from '../../targets/index.js';
import { foblabTargetName, isTargetPath, namedTarget, targetFolder } from './named-target.js';

export const listTargets = defineOperation({
  name: 'target.list',
  command: 'target list',
  summary: 'the verifiers that codes can be sent to: foblab’s own, and the files in targets/ of the bench',
  examples: ['foblab target list'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'waits',
  async run(context) {
    const own = { name: foblabTargetName, kind: 'foblab', timeBase: 'bench', problem: null as string | null };
    const found = await list(targetFolder(context));
    return {
      folder: targetFolder(context),
      targets: [
        own,
        ...found.map((target) => ({
          name: target.name,
          kind: target.description?.kind ?? 'unreadable',
          timeBase: target.description?.timeBase ?? null,
          problem: target.problem,
        })),
      ],
    };
  },
  plain: (result) => result.targets.map((target) => target.name).join('\n'),
  text: (result) =>
    result.targets
      .map(
        (target) =>
          `${target.name.padEnd(16)} ${target.problem ?? `${target.kind}, judges by ${target.timeBase} time`}`,
      )
      .join('\n'),
});

export const checkTarget = defineOperation({
  name: 'target.check',
  command: 'target check',
  summary: 'send a target a code that cannot be right, and see that it answers and refuses',
  examples: ['foblab target check myserver', 'foblab target check ./targets/myserver.yaml'],
  parameters: {
    target: { ...text('name or file of the target', 'target'), localOnly: isTargetPath },
    serial: optional(text('serial to send, for verifiers that want one of their own form', 'serial')),
    code: optional(text('code to send', 'code')),
    store: storeParameter,
  },
  positionals: ['target'],
  effect: 'outside',
  timing: 'waits',
  async run(context, { target, serial, code, store }) {
    return check(
      target === foblabTargetName ? await ownCore(context, store) : await namedTarget(context, target),
      {
        atUs: context.bench.nowUs(),
        signal: context.signal,
        ...(serial === undefined ? {} : { serial }),
        ...(code === undefined ? {} : { code }),
      },
    );
  },
  plain: (result) => result.finding,
  text: (result) => `${result.target}: ${result.message}`,
  refused: (result) => !result.ok,
});

async function ownCore(context: OperationContext, store: string | undefined): Promise<Target> {
  const verifier = await verifierOf(context, store);
  return foblabTarget({
    verify: (credentialId, code, atUs) => verifier.verify({ credentialId, code, atUs }),
  });
}
