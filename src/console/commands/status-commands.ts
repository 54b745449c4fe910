// The STATus subsystem that SCPI-99 makes mandatory (volume 1, 4.2.1; volume 2, 20): two registers of 16 bits.
import { action, type Command, type CommandContext, query, setNumber } from '../command.js';
import { registerMask } from '../quantities.js';
import type { StatusRegister } from '../status-registers.js';

/** Of QUEStionable: the cell is low or dead (SCPI-99 volume 2, 20.3: VOLTage). */
const questionableVoltage = 0x01;

export const statusCommands: readonly Command[] = [
  ...register(
    'OPERation',
    'of operation: always 0, since commands run one after another',
    ({ status }) => status.operation,
    async () => 0,
  ),
  ...register(
    'QUEStionable',
    'of what is questionable: bit 0 while the cell is low or dead',
    ({ status }) => status.questionable,
    async ({ port }) => ((await port.battery()).state === 'good' ? 0 : questionableVoltage),
  ),
  action('STATus:PRESet', 'Sets the enables of both registers to 0 (SCPI-99 volume 2, 20.2).', ({ status }) =>
    status.preset(),
  ),
];

function register(
  name: string,
  meaning: string,
  of: (context: CommandContext) => StatusRegister,
  condition: (context: CommandContext) => Promise<number>,
): Command[] {
  const header = `STATus:${name}`;
  return [
    query(`${header}[:EVENt]?`, `The event register ${meaning}; reading clears it.`, async (context) => {
      const found = of(context);
      found.see(await condition(context));
      return String(found.takeEvents());
    }),
    query(`${header}:CONDition?`, `The condition ${meaning}.`, async (context) => {
      const now = await condition(context);
      of(context).see(now);
      return String(now);
    }),
    setNumber(
      `${header}:ENABle`,
      'Sets which of its events reach the status byte.',
      registerMask,
      (context, mask) => {
        of(context).enable = mask & 0x7fff;
      },
    ),
    query(`${header}:ENABle?`, 'Which of its events reach the status byte.', (context) =>
      String(of(context).enable),
    ),
    setNumber(
      `${header}:PTRansition`,
      'Sets which conditions raise an event when they come.',
      registerMask,
      (context, mask) => {
        of(context).positive = mask & 0x7fff;
      },
    ),
    query(`${header}:PTRansition?`, 'Which conditions raise an event when they come.', (context) =>
      String(of(context).positive),
    ),
    setNumber(
      `${header}:NTRansition`,
      'Sets which conditions raise an event when they go.',
      registerMask,
      (context, mask) => {
        of(context).negative = mask & 0x7fff;
      },
    ),
    query(`${header}:NTRansition?`, 'Which conditions raise an event when they go.', (context) =>
      String(of(context).negative),
    ),
  ];
}
