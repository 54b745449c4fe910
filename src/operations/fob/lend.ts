import type { Bench } from '../../bench/index.js';
import { OperationError } from '../../contract/operation-error.js';
import { duration, modelId, optional, text } from '../../contract/parameter.js';
import { leaseFields } from '../../contract/results/lease.js';
import type { BenchHost } from '../../host/bench-host.js';
import { type FobLeases, fobLeases, type Lease } from '../../host/fob-leases.js';
import { defineOperation } from '../../host/operation.js';
import { modelFor } from '../model/own-models.js';

const dayUs = 86_400e6;

export const lend = defineOperation({
  name: 'fob.lend',
  command: 'lend',
  summary: 'lend a fob to a test: no other test gets it until it is given back',
  help: 'The fob that was put on the bench first and is free. A lease ends by itself in wall time, so that a test that crashes keeps nothing. It binds who lends: the fob answers everybody as before. Leases live with the process that holds the bench: foblab serve, or foblab lab.',
  examples: ['foblab lend', 'foblab lend --model onespan/digipass-go7 --by worker-3 --for 5m --wait 30s'],
  parameters: {
    model: optional(modelId('only a fob of this model')),
    label: optional(text('only a fob with this label', 'label')),
    by: optional(text('who has it, for the list', 'name')),
    for: optional(duration('how long at most, wall time, up to 1d; 10m where left out')),
    wait: optional(
      duration('how long to wait for a free one, wall time, up to 1h; not at all where left out'),
    ),
  },
  positionals: [],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.Object({ lease: t.String({ description: 'gives the fob back' }), ...leaseFields(t) }),
  errors: ['refused'],
  async run(
    { bench, benchHost, directory, signal },
    { model, label, by, for: forUs = 600e6, wait: waitUs = 0 },
  ) {
    inRange('for', forUs, dayUs, 'more than 0 and at most 1d');
    if (waitUs !== 0) inRange('wait', waitUs, 3600e6, 'more than 0 and at most 1h');
    const leases = leasesOf(benchHost);
    const fits = bench
      .fobs()
      .filter((fob) => (model ?? fob.modelId) === fob.modelId && (label ?? fob.label) === fob.label);
    if (fits.length === 0) {
      // A model that does not exist is refused as such, with the names that are near.
      if (model !== undefined) modelFor(directory, model);
      const asked = [
        model === undefined ? '' : `of the model ${model}`,
        label === undefined ? '' : `labelled ${JSON.stringify(label)}`,
      ];
      const which = asked.filter((one) => one !== '').join(' and ');
      throw new OperationError(
        'refused',
        `no fob ${which === '' ? '' : `${which} `}is on the bench: add one`,
        {
          ...(model === undefined
            ? label === undefined
              ? {}
              : { parameter: 'label' }
            : { parameter: 'model' }),
          remedy: { operation: 'fob.add', arguments: { model: model ?? 'onespan/digipass-go7' } },
        },
      );
    }
    const wanted = (): string | undefined =>
      fits.find(({ serial }) => bench.has(serial) && !leases.of(serial))?.serial;
    const serial = await free(bench, leases, wanted, waitUs / 1000, signal);
    if (serial === undefined)
      throw new OperationError(
        'refused',
        `all ${fits.length} fobs that fit are lent; wait for one, or add more`,
        {
          parameter: 'wait',
          remedy: { operation: 'fob.lent' },
        },
      );
    const lease = leases.lend(serial, by ?? null, forUs / 1000);
    bench.record('lent', serial, { by: by ?? null });
    return { lease: lease.lease, ...leaseAnswer(bench, lease) };
  },
  plain: ({ serial }) => serial,
  text: ({ serial, lease, endsAt }) => `${serial}  lease ${lease}  until ${endsAt}`,
});

/** The first free fob, as soon as there is one. @returns undefined after `waitMs` */
async function free(
  bench: Bench,
  leases: FobLeases,
  wanted: () => string | undefined,
  waitMs: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const giveUpAtMs = bench.wall.nowUs() / 1000 + waitMs;
  for (;;) {
    const serial = wanted();
    const leftMs = giveUpAtMs - bench.wall.nowUs() / 1000;
    if (serial !== undefined || leftMs <= 0 || signal.aborted) return serial;
    const endsMs = leases.list().map(({ endsAtMs }) => endsAtMs - bench.wall.nowUs() / 1000);
    await new Promise<void>((resolve) => {
      const done = (): void => {
        cancel();
        forget();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const cancel = bench.wall.after(Math.max(1, Math.min(leftMs, ...endsMs)), done);
      const forget = leases.onGivenBack(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}

function inRange(name: string, givenUs: number, mostUs: number, expected: string): void {
  if (!(givenUs > 0 && givenUs <= mostUs))
    throw new OperationError('usage', `${name}: expected ${expected}`, { parameter: name, expected });
}

/** @throws OperationError `refused` in a process that ends with its command. */
export function leasesOf(benchHost: BenchHost): FobLeases {
  if (!benchHost.stays && benchHost.directory !== undefined)
    throw new OperationError(
      'refused',
      'a lease lives with a process that stays, and none holds this bench',
      {
        remedy: { operation: 'serve', arguments: { http: true } },
      },
    );
  return fobLeases(benchHost);
}

export function leaseAnswer(bench: Bench, { serial, by, endsAtMs }: Lease) {
  return { serial, model: bench.entry(serial).modelId, by, endsAt: new Date(endsAtMs).toISOString() };
}
