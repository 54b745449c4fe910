import type { BenchEvent } from '../../bench/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, duration, fobSerial, names, optional, text } from '../../contract/parameter.js';
import { faultSchema } from '../../contract/results/fault.js';
import { screenFields } from '../../contract/results/screen.js';
import { orNull } from '../../contract/schema.js';
import { fobLinkFaults } from '../../host/links/fob-link-faults.js';
import { setUsbFault } from '../../host/links/usb-faults.js';
import { defineOperation } from '../../host/operation.js';
import { findFob, type OperationContext } from '../../host/operation-context.js';
import { quotedWord } from '../../serials/index.js';
import { faultsOf } from './fault-listing.js';

export const fault = defineOperation({
  name: 'fob.fault',
  command: 'fault',
  summary: 'switch a fault on or off, or list what there is',
  help: 'Without a name: all faults of the fob and which are on. Parameters as name=value, such as ppm=50. --for ends the fault by itself.',
  examples: [
    'foblab fault 3315511111',
    'foblab fault 3315511111 lcd.segment on position=2 segment=6',
    'foblab fault 3315511111 crystal.drift on ppm=50 --for 30d',
    'foblab fault 3315511111 lcd.segment off',
  ],
  parameters: {
    fob: fobSerial(),
    name: optional(text('name of the fault', 'fault')),
    switch: optional(choice('on or off', ['on', 'off'])),
    with: names('parameters of the fault', 'name=value'),
    for: optional(duration('ends by itself after this time')),
  },
  positionals: ['fob', 'name', 'switch', 'with'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      ...screenFields(t),
      switched: orNull(
        t,
        t.Object({
          name: t.String(),
          on: t.Boolean(),
          parameters: t.Record(t.String(), t.Number(), {
            description: 'of a fault of the fob, with those that were drawn',
          }),
        }),
      ),
      faults: t.Array(t.shared(faultSchema), { description: 'every fault that the fob can have' }),
    }),
  run(context, { fob, name, switch: state, with: settings, for: forUs }) {
    const { bench } = context;
    const { serial } = findFob(bench, fob);
    const on = state !== 'off';
    if ((name === undefined || !on) && (settings.length > 0 || forUs !== undefined))
      throw new OperationError(
        'usage',
        `${settings.length > 0 ? 'with' : 'for'}: this belongs to a fault that is switched on; expected a fault and on`,
        { parameter: settings.length > 0 ? 'with' : 'for' },
      );
    let parameters: Record<string, number> = {};
    if (name?.startsWith('link.')) switchLinkFault(context, serial, name, on, settings, forUs);
    else if (name?.startsWith('usb.')) switchUsbFault(context, serial, name, on, settings, forUs);
    else if (name !== undefined)
      parameters = parametersIn(
        bench.drive(serial, (simulated, now) =>
          simulated.setFault(now, name, on, {
            parameters: readSettings(settings),
            ...(forUs === undefined ? {} : { forUs }),
          }),
        ),
      );
    const faults = faultsOf(context, serial);
    const switched = name === undefined ? null : { name, on, parameters };
    return { ...screenAnswer(bench, serial), switched, faults };
  },
  text: ({ switched, faults }) =>
    faults
      .filter(({ name }) => switched === null || name === switched.name)
      .map(({ name, active, summary }) => {
        // A fault such as a clock's jump happens once and is never on.
        const word = active ? 'ON ' : switched?.on ? 'done' : 'off';
        const values = Object.entries(switched?.parameters ?? {}).map(([key, value]) => `  ${key}=${value}`);
        return `${word}  ${name.padEnd(20)} ${summary}${values.join('')}`;
      })
      .join('\n'),
});

/** What the fault was switched on with. */
function parametersIn(events: readonly BenchEvent[]): Record<string, number> {
  const on = events.find(({ kind }) => kind === 'fault-on');
  const numbers = Object.entries(on?.detail ?? {}).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(numbers as [string, number][]);
}

function switchLinkFault(
  context: OperationContext,
  serial: string,
  name: string,
  on: boolean,
  settings: readonly string[],
  forUs: number | undefined,
): void {
  refuseDuration(name, forUs);
  fobLinkFaults(context.benchHost).set(serial, name, on, readSettings(settings));
}

function switchUsbFault(
  { benchHost }: OperationContext,
  serial: string,
  name: string,
  on: boolean,
  settings: readonly string[],
  forUs: number | undefined,
): void {
  refuseDuration(name, forUs);
  if (settings.length > 0)
    throw new OperationError('usage', `with: ${name} takes no parameters`, { parameter: 'with' });
  setUsbFault(benchHost, serial, name, on);
}

function refuseDuration(name: string, forUs: number | undefined): void {
  if (forUs !== undefined)
    throw new OperationError(
      'usage',
      `for: ${name} lives in wall time and does not end by itself; switch it off`,
      {
        parameter: 'for',
      },
    );
}

function readSettings(settings: readonly string[]): Record<string, number> {
  const read: Record<string, number> = {};
  for (const setting of settings) {
    const [name = '', value = ''] = setting.split('=');
    if (name === '' || value === '' || !Number.isFinite(Number(value)))
      throw new OperationError(
        'usage',
        `with: ${quotedWord(setting)} given; expected name=number, such as ppm=50`,
        { parameter: 'with', expected: 'name=number, such as ppm=50' },
      );
    read[name] = Number(value);
  }
  return read;
}
