import { toFobModel } from '../../../devices/index.js';
import {
  namedProfile,
  type TemperatureProfile,
  temperatureRangeCelsius,
} from '../../../firmware-sim/index.js';
import { durationText } from '../../contract/duration.js';
import { OperationError } from '../../contract/operation-error.js';
import { duration, modelId, number, numberOrWord, optional, text } from '../../contract/parameter.js';
import { type FleetOrder, type FleetReading, fleetReadings } from '../../fleet/index.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { acceptedHalfSteps } from '../../verification/index.js';
import { modelFor } from '../model/own-models.js';
import { namedPolicy } from '../policy/named-policy.js';

export const fleetForecast = defineOperation({
  name: 'fleet.forecast',
  command: 'fleet',
  summary: 'draw many fobs of a model, and show how their clocks spread over the years',
  help: 'The fobs are drawn from the datasheet of the model, or from a model of the lab’s own (foblab models derive), and nobody logs in with them: a fob is accepted as long as one code of it is, at any moment of a step, by what the policy allows after so long without a login. No fob is put on the bench. The same seed gives the same fleet.',
  examples: [
    'foblab fleet onespan/digipass-go7',
    'foblab fleet lab/drawer --fobs 1500 --policy small-operator --for 4y',
    'foblab fleet onespan/digipass-go7 --fobs 1000000 --celsius pocket',
  ],
  parameters: {
    model: modelId('model of the catalogue or of the lab’s own (foblab models)'),
    fobs: optional(
      number('how many; 10000 where left out', {
        minimum: 1,
        maximum: 1_000_000,
        unit: 'fobs',
        whole: true,
      }),
    ),
    for: optional(duration('how long; 5y where left out', { minimum: 86_400, maximum: 20 * 365 * 86_400 })),
    celsius: optional(
      numberOrWord(
        'temperature or a profile; 22 where left out',
        { ...temperatureRangeCelsius, unit: '°C' },
        ['day-night', 'pocket'],
      ),
    ),
    policy: optional(text('policy of the verifier; rfc where left out', 'policy')),
    within: optional(
      number('rate whose share is counted; 2.85 where left out, a maker’s limit', {
        minimum: 0,
        maximum: 1000,
        unit: 'ppm',
      }),
    ),
    seed: optional(text('seed of the draw; fleet where left out', 'seed')),
  },
  positionals: ['model'],
  effect: 'read',
  timing: 'waits',
  needsBench: 'optional',
  answer: (t) =>
    t.Object({
      model: t.String(),
      fobs: t.Integer(),
      seed: t.String(),
      policy: t.String(),
      withinPpm: t.Number(),
      readings: t.Array(
        t.Object({
          days: t.Number({ description: 'since manufacture, without a login' }),
          offsetSeconds: t.Object(
            { low: t.Number(), median: t.Number(), high: t.Number() },
            { description: 'fob time minus true time that 5, 50 and 95 of 100 fobs are below' },
          ),
          shareWithinPpm: t.Number({ description: 'share of the fobs whose mean rate is within ±withinPpm' }),
          shareAccepted: t.Number({ description: 'share of the fobs whose code the policy accepts' }),
        }),
      ),
    }),
  async run(context, given) {
    const {
      fobs = 10_000,
      for: lengthUs = 5 * 365 * dayUs,
      celsius = 22,
      within = 2.85,
      seed = 'fleet',
    } = given;
    const folder = context.hasBench ? context.directory : undefined;
    const { datasheet } = modelFor(folder, given.model);
    if (datasheet.kind !== 'hard')
      throw new OperationError(
        'usage',
        `model: ${datasheet.id} has no crystal of its own; expected a hard token`,
        { parameter: 'model', remedy: { operation: 'model.list' } },
      );
    const policy = namedPolicy(folder, given.policy ?? 'rfc');
    const model = toFobModel(datasheet);
    if (model.otp.type === 'hotp')
      throw new OperationError(
        'usage',
        `model: ${datasheet.id} is event-based, so its codes do not depend on a clock; expected a time-based token`,
        { parameter: 'model', remedy: { operation: 'model.list' } },
      );
    const stepSeconds = model.otp.periodSeconds;
    const readings = await draw(context, {
      crystal: model.crystal,
      fobs,
      seed,
      temperature: profileOf(celsius),
      days: readingDays(lengthUs / dayUs),
      withinPpm: within,
      acceptedSeconds: (days) => acceptedHalfSteps(policy, stepSeconds, days) * stepSeconds,
    });
    return { model: datasheet.id, fobs, seed, policy: policy.name, withinPpm: within, readings };
  },
  plain: ({ readings }) => String(readings.at(-1)!.shareAccepted),
  text: ({ model, fobs, policy, withinPpm, readings }) =>
    [
      `${fobs.toLocaleString('en-US')} fobs of ${model}, without a login under the policy ${policy}`,
      '',
      `${'after'.padEnd(10)} ${'5 % below'.padStart(11)} ${'median'.padStart(11)} ${'95 % below'.padStart(11)}   within ±${withinPpm} ppm   accepted`,
      ...readings.map(
        ({ days, offsetSeconds: { low, median, high }, shareWithinPpm, shareAccepted }) =>
          `${durationText(days * dayUs).padEnd(10)} ${seconds(low)} ${seconds(median)} ${seconds(high)}   ${percent(shareWithinPpm).padStart(`within ±${withinPpm} ppm`.length)}   ${percent(shareAccepted).padStart(8)}`,
      ),
    ].join('\n'),
});

const dayUs = 86_400e6;

/** Half a year, then each whole year, and the end. */
function readingDays(days: number): number[] {
  const marks = [182.5, ...Array.from({ length: 20 }, (_, year) => (year + 1) * 365)];
  return [...marks.filter((mark) => mark < days), days];
}

function profileOf(celsius: number | 'day-night' | 'pocket'): TemperatureProfile {
  return typeof celsius === 'number' ? { kind: 'constant', celsius } : namedProfile(celsius, 0);
}

/** A million fobs take seconds: others have their turn meanwhile. @throws Error where the caller has gone */
async function draw(context: OperationContext, order: FleetOrder): Promise<FleetReading[]> {
  const run = fleetReadings(order);
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
    context.signal.throwIfAborted();
    context.progress(Math.floor(step.value * order.fobs), order.fobs, 'fobs');
    await new Promise(setImmediate);
  }
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`.padStart(11);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
