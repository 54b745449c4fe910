// The button, the code and the display of a fob.
import type { Screen } from '../../../firmware-sim/fob-port.js';
import { action, type Command, query, setNumber } from '../command.js';
import { holdTime } from '../quantities.js';
import { printable, ScpiError } from '../scpi-errors.js';

export const fobCommands: readonly Command[] = [
  action('BUTTon:PRESs', 'Presses the button once, as a finger would.', ({ port }) => port.press()),
  setNumber('BUTTon:HOLD', 'Holds the button down for a time of the fob.', holdTime, ({ port }, time) =>
    port.hold(time),
  ),
  query('READ:CODE?', 'Wakes the fob, presses its button and answers the code.', ({ port }) => port.code()),
  query(
    'FETCh:CODE?',
    'The code on the display now, without a press; -230 if there is none.',
    async ({ port }) => shownCode(await port.screen()),
  ),
  query('DISPlay:TEXT?', 'The text on the display, quoted.', async ({ port }) => {
    return `"${printable((await port.screen()).text)}"`;
  }),
  query(
    'DISPlay:STATe?',
    'ASLEEP, AWAKE, SHOWING, MENU, NOTICE (a battery message), DEAD, or INACTIVE (an app that has no seed yet).',
    async ({ port }) => (await port.screen()).state.toUpperCase(),
  ),
];

function shownCode(screen: Screen): string {
  if (screen.state !== 'showing') {
    throw new ScpiError(-230, `no code is shown, the fob is ${screen.state}; READ:CODE? presses first`);
  }
  if (!/^[0-9]+$/.test(screen.text)) {
    throw new ScpiError(-230, 'the display shows no readable code; DISP:TEXT? answers what it shows');
  }
  return screen.text;
}
