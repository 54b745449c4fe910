// Faults that a tester sets: of the relying parties, and of the delivery of their messages.
import { type Answer, done, Refused } from './answer.js';
import type { Context } from './context.js';
import { actorField } from './field.js';
import { table } from './table.js';
import { transact, type Work } from './work.js';

export interface Faults {
  /** ID.me answers no requests. */
  readonly idmeUnavailable: boolean;
  /** How long a registry look-up takes; an earlier request is refused with the time to ask again. */
  readonly registrySlowSeconds: number;
  readonly mailLateSeconds: number;
  readonly mailLost: boolean;
  readonly textUndelivered: boolean;
}

export const faults = table<Faults>('fault');

export const noFaults: Faults = {
  idmeUnavailable: false,
  registrySlowSeconds: 0,
  mailLateSeconds: 0,
  mailLost: false,
  textUndelivered: false,
};

/** Sets the given faults and leaves the others unchanged. */
export function setFaults(
  context: Context,
  input: Partial<Faults> & { by: string },
): Promise<Answer<Faults>> {
  return transact(context, null, async (work) => {
    const { by: typed, ...wanted } = input;
    const by = actorField(typed);
    for (const seconds of [wanted.registrySlowSeconds, wanted.mailLateSeconds])
      if (seconds !== undefined && !(Number.isSafeInteger(seconds) && seconds >= 0 && seconds <= 86_400))
        throw new Refused('bad-seconds');
    const set = { ...((await work.read(faults, 'faults')) ?? noFaults), ...wanted };
    work.write(faults, 'faults', set);
    work.tell({ event: 'epcs.fault', outcome: 'set', subject: 'epcs', actor: by });
    return done(set);
  });
}

export async function currentFaults(context: Context): Promise<Faults> {
  const row = await context.store.companion(faults.name, 'faults');
  return row === null ? noFaults : (JSON.parse(row.body) as Faults);
}

/** @throws Refused `idme-unavailable` */
export async function refuseOutage(work: Work): Promise<void> {
  if ((await work.read(faults, 'faults'))?.idmeUnavailable) throw new Refused('idme-unavailable');
}
