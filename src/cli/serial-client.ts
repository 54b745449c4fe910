// A program that knows nothing of foblab: opens a serial port with serialport and its readline parser, sends the lines
// that it gets on standard input, and prints what comes back. The demonstration runs it as a process of its own.
import { createInterface } from 'node:readline';
import { ReadlineParser } from '@serialport/parser-readline';
import { SerialPort } from 'serialport';

const port = new SerialPort({ path: process.argv[2]!, baudRate: 9600 });
port.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
port
  .pipe(new ReadlineParser({ delimiter: '\n' }))
  .on('data', (line: string) => process.stdout.write(`${line}\n`));

const input = createInterface({ input: process.stdin });
input.on('line', (line) => port.write(`${line}\n`));
input.on('close', () => port.close());
