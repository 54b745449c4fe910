// The verification panel's part of the state, read off the operations.

import type { OperationNamed } from '../../operations/index.js';
import { knownOperation } from '../known-operations.js';
import type { LabState } from '../state/state.js';
import type { CredentialSummary } from '../state/verification-answers.js';
import type { BenchFace } from './bench-face.js';
import { errorText } from './error-text.js';

type Answer<Name extends 'credential.list' | 'credential.window' | 'policy.list' | 'audit.list'> = Awaited<
  ReturnType<OperationNamed<Name>['run']>
>;

/** A store may be out of reach: then the panel shows why, in the operation's words. */
export async function readVerification(
  bench: BenchFace,
  before: LabState['verification'],
): Promise<Partial<LabState['verification']>> {
  try {
    const list = (await bench.run('credential.list', {})) as Answer<'credential.list'>;
    const ids = list.credentials.map(({ id }) => id).slice(0, mostWindows);
    const { windows } =
      ids.length === 0
        ? { windows: [] }
        : ((await bench.run('credential.window', { serials: ids })) as Answer<'credential.window'>);
    const audit = (await bench.run('audit.list', { last: 50 })) as Answer<'audit.list'>;
    const byId = new Map(windows.map((window) => [window.serial, window]));
    const credentials = list.credentials.map((credential): CredentialSummary => {
      const window = byId.get(credential.id);
      return {
        id: credential.id,
        state: credential.lifecycle,
        kind: credential.kind,
        driftSteps: credential.driftSteps,
        stepSeconds: credential.stepSeconds,
        failures: credential.failures,
        locked: credential.lockedAt !== null,
        window:
          window === undefined
            ? undefined
            : {
                from: window.from,
                to: window.to,
                resynchronizationFrom: window.resynchronizationFrom,
                resynchronizationTo: window.resynchronizationTo,
              },
        resynchronizationCodes: window?.resynchronizationCodes ?? 2,
        policy: credential.policy,
      };
    });
    const kept = credentials.some(({ id }) => id === before.selected);
    return {
      credentials,
      targets: await readTargets(bench),
      audit: audit.records.map(auditLine),
      ...(kept ? {} : { selected: credentials[0]?.id }),
    };
  } catch (error) {
    return { credentials: errorText(error) };
  }
}

/** Credentials whose windows are read with each reading. */
const mostWindows = 200;

async function readTargets(bench: BenchFace): Promise<LabState['verification']['targets']> {
  if (knownOperation('target.list') === undefined) return [];
  const { targets } = (await bench.run('target.list', {})) as {
    targets: { name: string; kind: string | null }[];
  };
  return targets.map(({ name, kind }) => ({ name, kind: kind ?? 'unreadable' }));
}

function auditLine(record: Answer<'audit.list'>['records'][number]): string {
  if (record.damaged) return `${record.seq}  damaged`;
  const { seq, at, serial, event, outcome, actor, reason } = record;
  return [
    String(seq).padStart(4),
    at.slice(0, 19).replace('T', ' '),
    serial ?? '',
    event,
    outcome,
    actor,
    reason,
  ]
    .filter((part) => part !== '')
    .join('  ');
}
