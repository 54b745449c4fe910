import { catalogue, findModel, toFobModel } from '../../../devices/index.js';
import { Fob, Random } from '../../../firmware-sim/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, modelId, optional, secret, text } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { keptObservations } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { isLowBattery, type Passport } from '../../observations/index.js';
import { readLabel } from '../label-text.js';
import { fobPassport } from '../observation/fob-passport.js';
import { observedSerial } from '../observation/observation-input.js';
import { storeIsThere } from '../observation/seed-lookup.js';
import { fobSecrets } from './fob-secrets.js';

export const addTwin = defineOperation({
  name: 'fob.add-twin',
  command: 'add-twin',
  summary: 'make a simulated fob of a physical one, from its passport: foblab add --twin <serial>',
  help: 'The twin has the model, the rate, the offset and the battery that the passport of the physical fob tells, so that what the lab found becomes a test. Its rate is the middle of the interval, or with --rate low or high an end of it. Its seed is the one of --secret-file, or that of the enrolled credential (the audit records that), or a new one. It keeps the serial where that is free on the bench, or takes --serial.',
  examples: [
    'foblab add --twin 3315511111',
    'foblab add --twin 3315511111 --rate high --serial 3315511112 --model onespan/digipass-go7',
  ],
  parameters: {
    twin: text('serial of the physical fob, as observed', 'serial'),
    model: optional(modelId('model of the twin; the passport’s, or the one of its serial')),
    serial: optional(text('serial of the twin', 'serial')),
    rate: optional(
      choice('which rate of its interval; the middle where left out', ['middle', 'low', 'high']),
    ),
    secret: secret('file with the seed in hexadecimal, base32 or base64, - for standard input'),
    label: optional({ ...text('label of the twin', 'label'), read: readLabel }),
    by: optional(text('who asks, for the audit', 'name')),
    store: storeParameter,
  },
  positionals: ['twin'],
  effect: 'change',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      ...screenFields(t),
      model: t.String(),
      twinOf: t.String(),
      driftPpm: t.Number(),
      offsetSeconds: t.Number({ description: 'now' }),
      notes: t.Array(t.String(), { description: 'what the passport did not tell, and what was taken' }),
    }),
  errors: ['refused'],
  async run(context, values) {
    const { bench } = context;
    const original = observedSerial(values.twin);
    const observations = keptObservations(context).filter(({ serial }) => serial === original);
    if (observations.length === 0)
      throw new OperationError('not-found', `there is no observation of ${original}`, {
        parameter: 'twin',
        remedy: { operation: 'passport.list' },
      });
    const passport = await fobPassport(context, original, observations, {
      ...values,
      digits: undefined,
      period: undefined,
      algorithm: undefined,
      event: false,
      counter: undefined,
      policy: undefined,
    });
    const notes: string[] = [];
    const enrolled = await enrolledSeed(context, original, values);
    const seed = values.secret ?? enrolled?.secret;
    if (seed === undefined) notes.push('nobody has its seed: the twin has a new one');
    return context.once('added', () => putOn());

    function putOn() {
      const datasheet = modelOf(passport, original, values.model);
      const { clock } = passport;
      const interval = clock?.driftPpm;
      const driftPpm =
        interval === undefined
          ? 0
          : values.rate === undefined || values.rate === 'middle'
            ? interval.median
            : interval[values.rate];
      if (interval === undefined) notes.push('its drift is not known: the twin runs true');
      const nowSeconds = bench.wall.nowUs() / 1e6;
      const since = clock === undefined ? 0 : nowSeconds - Date.parse(clock.referenceAt) / 1000;
      const offsetSeconds = (clock?.offsetSeconds.median ?? 0) + driftPpm * 1e-6 * since;
      const serial =
        values.serial === undefined ? freeSerial(datasheet) : datasheet.serial.read(values.serial).serial;
      const low = passport.battery.map(({ text: said }) => said).findLast(isLowBattery);
      const secretBytes = seed ?? fobSecrets(bench, serial).bytes(20);
      const model = toFobModel(datasheet, enrolled?.otp ?? {});
      const make = (timeUs: number): Fob =>
        Fob.create({ model, serial, secret: secretBytes, seed: `${bench.seed}/${serial}`, timeUs, driftPpm });
      bench.add({ serial, modelId: datasheet.id, label: values.label ?? `twin of ${original}` }, make);
      bench.drive(serial, (fob, now) => fob.setOffset(now, Math.round(offsetSeconds * 1e6)));
      if (low !== undefined) {
        const percent = lowCharge(make(bench.nowUs()), bench.nowUs());
        bench.drive(serial, (fob, now) => fob.setBatteryPercent(now, percent));
        notes.push(`its battery was noted as "${low}": the twin's is at ${percent} %`);
      }
      return {
        ...screenAnswer(bench, serial),
        model: datasheet.id,
        twinOf: original,
        driftPpm,
        offsetSeconds,
        notes,
      };
    }

    function freeSerial(datasheet: ReturnType<typeof modelOf>): string {
      if (bench.spelled(original) === undefined) {
        try {
          return datasheet.serial.read(original).serial;
        } catch {
          notes.push(`${datasheet.id} has other serials than ${original}: one was drawn`);
        }
      } else notes.push(`${original} is on the bench already: the twin has another serial`);
      const random = Random.stream(bench.seed, `serial/${bench.nextOrder}`);
      for (;;) {
        const drawn = datasheet.serial.generate(random);
        if (bench.spelled(drawn) === undefined) return drawn;
      }
    }
  },
  plain: ({ serial }) => serial,
  text: ({ serial, model, twinOf, driftPpm, offsetSeconds, notes }) =>
    [
      `${serial}  ${model}  twin of ${twinOf}: ${driftPpm.toFixed(1)} ppm, ${offsetSeconds.toFixed(1)} s off now`,
      ...notes.map((note) => `note: ${note}`),
    ].join('\n'),
});

/** The most charge at which a fob of this model says that its battery is low. */
function lowCharge(trial: Fob, nowUs: number): number {
  for (let percent = 60; percent > 1; percent--) {
    trial.setBatteryPercent(nowUs, percent);
    if (trial.battery(nowUs).state !== 'good') return percent;
  }
  return 1;
}

/** @throws OperationError where the passport names none, or it is no token with a crystal of its own */
function modelOf(passport: Passport, serial: string, given: string | undefined) {
  const named = given ?? passport.model;
  const datasheet =
    named === undefined
      ? catalogue.find((sheet) => sheet.kind === 'hard' && reads(sheet, serial))
      : findModel(named);
  if (datasheet?.kind === 'hard') return datasheet;
  throw new OperationError(
    'usage',
    datasheet === undefined
      ? `nothing tells the model of ${serial}: name one`
      : `${datasheet.id} is no hard token; a twin has a crystal of its own`,
    { parameter: 'model', expected: 'a hard token of foblab models' },
  );
}

function reads(sheet: (typeof catalogue)[number], serial: string): boolean {
  try {
    return sheet.serial.read(serial).warnings.length === 0;
  } catch {
    return false;
  }
}

/** The seed of the credential with this serial, and how its codes are made. */
async function enrolledSeed(
  context: OperationContext,
  serial: string,
  { store, by }: { store: string | undefined; by: string | undefined },
) {
  if (!storeIsThere(context, store)) return undefined;
  const verifier = await verifierOf(context, store);
  const credential = await verifier.credential(serial);
  if (credential === null || credential.lifecycle === 'deleted') return undefined;
  const bytes = await verifier.revealSeed({
    credentialId: serial,
    atUs: context.bench.nowUs(),
    actor: by ?? 'operator',
    reason: 'observation',
  });
  const { kind, algorithm, digits, stepSeconds } = credential;
  const otp = {
    type: kind,
    algorithm: algorithmOf[algorithm],
    digits,
    ...(kind === 'totp' ? { periodSeconds: stepSeconds } : {}),
  } as const;
  return { secret: bytes, otp };
}

const algorithmOf = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const;
