// Every physical fob of a bench with what follows from its readings, the most urgent first.
import { isoTime } from '../../contract/iso-time.js';
import type { ObservedFob } from '../../contract/results/drawer.js';
import { observationStore } from '../../host/observation-store.js';
import type { OperationContext } from '../../host/operation-context.js';
import { serviceKey } from '../../host/service-key.js';
import { verifierOf } from '../../host/verifier/verifier-host.js';
import {
  type ClockSuspicion,
  clockSuspicion,
  type KeptObservation,
  type LeaningReading,
} from '../../observations/index.js';
import { type FobPassport, fobPassport } from './fob-passport.js';
import { adviceAnswer, findingsAnswer } from './passport-answer.js';
import { storeIsThere } from './seed-lookup.js';
import type { SeedValues } from './seed-parameters.js';

export interface ObservedDrawer {
  fobs: ObservedFob[];
  suspicion: ClockSuspicion | undefined;
}

export interface DrawerValues {
  policy: string | undefined;
  by: string | undefined;
  store: string | undefined;
}

/** Passports by serial. One is made again when its observations, its credential or the hour have changed. */
const key = serviceKey<Map<string, { stamp: string; passport: FobPassport }>>('passports of the drawer');

/** Reveals the seeds of enrolled fobs to this computation, once for each change; the audit records that. */
export async function observedDrawer(
  context: OperationContext,
  values: DrawerValues,
): Promise<ObservedDrawer> {
  const { kept } = observationStore(context).load();
  const bySerial = new Map<string, KeptObservation[]>();
  for (const one of kept) {
    const { serial } = one.observation;
    const own = bySerial.get(serial);
    if (own === undefined) bySerial.set(serial, [one]);
    else own.push(one);
  }
  const fobs: ObservedFob[] = [];
  const leaning: LeaningReading[] = [];
  let done = 0;
  for (const [serial, own] of bySerial) {
    const passport = await passportOf(context, serial, own, values);
    fobs.push(rowOf(passport, own));
    leaning.push(...leaningReadings(passport, own));
    if (++done % 100 === 0) {
      context.progress(done, bySerial.size, 'fobs');
      // Another request gets its turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { fobs: fobs.sort(byUrgency), suspicion: clockSuspicion(leaning) };
}

async function passportOf(
  context: OperationContext,
  serial: string,
  own: readonly KeptObservation[],
  values: DrawerValues,
): Promise<FobPassport> {
  const passports = context.service(key, () => new Map());
  const stamp = await stampOf(context, serial, own, values);
  const before = passports.get(serial);
  if (before?.stamp === stamp) return before.passport;
  const observations = own.map(({ observation }) => observation);
  const passport = await fobPassport(context, serial, observations, { ...noSeed, ...values });
  passports.set(serial, { stamp, passport });
  return passport;
}

const noSeed: SeedValues = {
  secret: undefined,
  digits: undefined,
  period: undefined,
  algorithm: undefined,
  event: false,
  counter: undefined,
  policy: undefined,
  by: undefined,
  store: undefined,
};

async function stampOf(
  context: OperationContext,
  serial: string,
  own: readonly KeptObservation[],
  { policy, store }: DrawerValues,
): Promise<string> {
  const verifier = storeIsThere(context, store) ? await verifierOf(context, store) : undefined;
  const credential = await verifier?.credential(serial);
  const hour = Math.floor(context.bench.wall.nowUs() / 3_600_000_000);
  return JSON.stringify([own, policy, store, hour, context.bench.spelled(serial), credential]);
}

function rowOf(passport: FobPassport, own: readonly KeptObservation[]): ObservedFob {
  const { serial, label = null, model = null, battery, advice, verdicts, readings } = passport;
  const { clock, counter } = findingsAnswer(passport);
  const times = own.map(({ observation }) => observation.atMs);
  const last = own
    .flatMap(({ observation }) => (observation.kind === 'reading' ? [observation] : []))
    .sort((a, b) => a.atMs - b.atMs)
    .at(-1);
  return {
    serial,
    label,
    model,
    readings: readings.length,
    remarks: own.length - readings.length,
    firstAt: isoTime(Math.min(...times) * 1000),
    lastAt: isoTime(Math.max(...times) * 1000),
    lastReadAt: last === undefined ? null : isoTime(last.atMs * 1000),
    accepted: verdicts.accepted,
    refused: verdicts.refused,
    lastCode: counter === null ? (last?.code ?? null) : null,
    offsetSeconds: clock?.offsetSeconds ?? null,
    driftPpm: clock?.driftPpm ?? null,
    policy: clock?.window?.policy ?? null,
    leavesAt: clock?.window?.earliestAt ?? null,
    battery: battery.at(-1)?.text ?? null,
    advice: adviceAnswer(advice),
  };
}

/** The readings whose step is known. A misfit says nothing about a clock. */
function leaningReadings(passport: FobPassport, own: readonly KeptObservation[]): LeaningReading[] {
  const ordered = own
    .filter(({ observation }) => observation.kind === 'reading')
    .sort((a, b) => a.observation.atMs - b.observation.atMs);
  return passport.readings.flatMap(({ offsetSeconds, use }, i) => {
    const one = ordered[i];
    if (one === undefined || offsetSeconds === undefined || use === 'no-step') return [];
    const { low, high } = offsetSeconds;
    const { serial } = passport;
    return [{ id: one.id, serial, atMs: one.observation.atMs, lowSeconds: low, highSeconds: high }];
  });
}

const rank = { now: 0, soon: 1, later: 2, none: 3 } as const;

function byUrgency(a: ObservedFob, b: ObservedFob): number {
  const first = rank[a.advice.urgency] - rank[b.advice.urgency];
  if (first !== 0) return first;
  const [dateA, dateB] = [a.advice.date ?? '9', b.advice.date ?? '9'];
  if (dateA !== dateB) return dateA < dateB ? -1 : 1;
  return a.serial < b.serial ? -1 : 1;
}
