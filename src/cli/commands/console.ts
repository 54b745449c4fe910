// `foblab console <fob>`: the SCPI console of a fob in this terminal, or through a pipe.
import { createInterface } from 'node:readline';
import { Console } from '../../console/index.js';
import { fobSerial, names, readArguments } from '../../contract/parameter.js';
import { openBenchClient } from '../../host/bench-client.js';
import { BenchFobPort } from '../../host/links/bench-fob-port.js';
import { findOperation } from '../../operations/index.js';
import { benchPath } from '../bench-path.js';
import { printable, write, writeBeside, writeText } from '../output.js';
import { startDefaultBench } from '../run-command.js';
import { type Command, described } from './command.js';

const parameters = {
  fob: fobSerial(),
  line: names('a line to send; without one, lines come from standard input', 'line'),
};

export const console_: Command = {
  operation: described({
    command: 'console',
    summary: 'talk to a fob as over its serial port',
    help: 'The same commands as on the serial port: SYSTem:HELP? lists them. ^D ends it. Errors that you have not asked for by then are printed on standard error, and the exit code is 1. With --json one object at the end, with all answers and errors.',
    examples: ['foblab console 3315511111', "foblab console 3315511111 '*IDN?' 'READ:CODE?'"],
    parameters,
    positionals: ['fob', 'line'],
  }),
  async run(commandLine) {
    const { fob, line: lines } = readArguments('console', parameters, commandLine.arguments);
    const { path, isDefault } = benchPath(commandLine.options.bench);
    if (isDefault) startDefaultBench(path);
    const client = await openBenchClient(path, findOperation);
    try {
      const port = await BenchFobPort.through(client, fob);
      const { json } = commandLine.options;
      const decoder = new TextDecoder();
      let heard = '';
      let asks = false;
      const session = new Console(port, {
        onOutput: (bytes) => {
          const text = decoder.decode(bytes, { stream: true });
          if (json || asks) heard += text;
          else writeText(printable(text));
          return true;
        },
      });
      const say = (line: string): Promise<void> =>
        new Promise((resolve) => {
          session.feed(new TextEncoder().encode(`${line}\n`));
          session.whenIdle(resolve);
        });
      if (lines.length > 0) for (const line of lines) await say(line);
      else await converse(say, port.identity.serial);
      const answers = linesOf(heard);
      asks = true;
      const errors = await errorsOf(async () => {
        heard = '';
        await say('SYSTem:ERRor?');
        return linesOf(heard).at(-1) ?? '';
      });
      if (json)
        write(JSON.stringify({ schema: 'foblab.console/1', serial: port.identity.serial, answers, errors }));
      else for (const error of errors) writeBeside(`foblab: ${error}`);
      return errors.length > 0 ? 1 : 0;
    } finally {
      await client.close();
    }
  },
};

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** What nobody has asked for yet: on a serial port it waits for the next question, here nobody asks any more. */
async function errorsOf(next: () => Promise<string>): Promise<string[]> {
  const errors: string[] = [];
  for (;;) {
    const error = await next();
    if (error === '' || error.startsWith('0,')) return errors;
    errors.push(error);
  }
}

async function converse(say: (line: string) => Promise<void>, serial: string): Promise<void> {
  const typed = process.stdin.isTTY === true;
  if (typed) process.stderr.write(`${serial}: SYSTem:HELP? lists the commands, ^D ends.\n`);
  const input = createInterface({
    input: process.stdin,
    ...(typed ? { output: process.stderr, prompt: '> ' } : {}),
  });
  if (typed) input.prompt();
  for await (const line of input) {
    await say(line);
    if (typed) input.prompt();
  }
}
