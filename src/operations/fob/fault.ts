import { screenAnswer } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, duration, fobSerial, names, optional, text } from '../../contract/parameter.js';
import { fobLinkFaults } from '../../host/links/fob-link-faults.js';
import { usbFaults } from '../../host/links/usb-faults.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { quotedWord } from '../../serials/index.js';

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
  run(context, { fob, name, switch: state = 'on', with: settings, for: forUs }) {
    const { bench } = context;
    const { serial } = findFob(bench, fob);
    const links = fobLinkFaults(context.benchHost);
    if (name?.startsWith('link.')) {
      if (forUs !== undefined)
        throw new OperationError(
          'usage',
          'a link fault lives in wall time: switch it off again instead of --for',
        );
      links.set(serial, name, state === 'on', readSettings(settings));
    } else if (name?.startsWith('usb.')) {
      const device = usbFaults(context.benchHost).get(serial);
      if (device === undefined)
        throw new OperationError(
          'refused',
          `${serial} is not plugged into USB here: foblab serve --usbip first`,
        );
      device.set(name, state === 'on');
      bench.record(state === 'on' ? 'fault-on' : 'fault-off', serial, { name });
    } else if (name !== undefined)
      bench.drive(serial, (simulated, now) =>
        simulated.setFault(now, name, state === 'on', {
          parameters: readSettings(settings),
          ...(forUs === undefined ? {} : { forUs }),
        }),
      );
    const faults = [
      ...bench.look(serial, (simulated) => simulated.faults()),
      ...links.list(serial),
      ...(usbFaults(context.benchHost).get(serial)?.list() ?? []),
    ];
    const switched = name === undefined ? null : { name, on: state === 'on' };
    return { ...screenAnswer(bench, serial), switched, faults };
  },
  text: ({ switched, faults }) =>
    faults
      .filter(({ name }) => switched === null || name === switched.name)
      .map(({ name, active, summary }) => {
        // A dead cell and a clock that jumped stay as they are: such a fault happens and is never on.
        const word = active ? 'ON ' : switched?.on ? 'done' : 'off';
        return `${word}  ${name.padEnd(20)} ${summary}`;
      })
      .join('\n'),
});

function readSettings(settings: readonly string[]): Record<string, number> {
  const read: Record<string, number> = {};
  for (const setting of settings) {
    const [name = '', value = ''] = setting.split('=');
    if (name === '' || value === '' || !Number.isFinite(Number(value)))
      throw new OperationError(
        'usage',
        `with: ${quotedWord(setting)} given; expected name=number, such as ppm=50`,
      );
    read[name] = Number(value);
  }
  return read;
}
