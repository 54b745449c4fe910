// The SYSTem subsystem: errors, version and help (SCPI-99 volume 2, 21).
import { type Command, type CommandContext, query, queryByName, setBoolean } from '../command.js';
import { commandUsage } from '../command-reference.js';
import { printable, ScpiError } from '../scpi-errors.js';

export const systemCommands: readonly Command[] = [
  query(
    'SYSTem:ERRor[:NEXT]?',
    'Takes the oldest error off the queue: `0,"No error"` when there is none.',
    (context) => context.errors.next(),
  ),
  query('SYSTem:ERRor:COUNt?', 'How many errors wait in the queue.', ({ errors }) => String(errors.count)),
  setBoolean(
    'SYSTem:ECHO',
    'Shows what is typed, and answers an error at once; for a person at a terminal. Off for each new client.',
    ({ terminal }, on) => {
      terminal.echo = on;
    },
  ),
  query('SYSTem:ECHO?', '1 where what is typed is shown.', ({ terminal }) => (terminal.echo ? '1' : '0')),
  setBoolean('SYSTem:CRLF', 'Ends answers in CRLF instead of LF.', ({ terminal }, on) => {
    terminal.crlf = on;
  }),
  query('SYSTem:CRLF?', '1 where answers end in CRLF.', ({ terminal }) => (terminal.crlf ? '1' : '0')),
  query('SYSTem:VERSion?', 'The SCPI version that the console follows.', () => '1999.0'),
  queryByName(
    'SYSTem:HELP?',
    'All commands, or what one command does: `SYST:HELP? "BUTT:HOLD"`. One line, quoted.',
    { kind: 'name', name: 'command', optional: true },
    help,
  ),
];

// Always quoted: a terminal that echoes must not send the list back as commands.
function help({ commands }: CommandContext, header: string | undefined): string {
  if (header === undefined) return commands.commands.map((command) => `"${command.header}"`).join(',');
  const command = commands.describe(header);
  if (command === undefined) throw new ScpiError(-224, 'no such command; SYST:HELP? lists them');
  return `"${printable(`${commandUsage(command)}: ${command.help}`)}"`;
}
