// The round trip that the serial benchmark times: *IDN? and its answer.
import type { Duplex } from 'node:stream';
import type { ReadlineParser } from '@serialport/parser-readline';

const query = Buffer.from('*IDN?\n');

/** Median time in nanoseconds from writing the query to hearing its line. */
export function roundTrips(port: Duplex, lines: ReadlineParser, count: number): Promise<number> {
  return new Promise((resolve) => {
    const took: number[] = [];
    let from = 0n;
    const ask = (): void => {
      from = process.hrtime.bigint();
      port.write(query);
    };
    lines.on('data', function hear() {
      took.push(Number(process.hrtime.bigint() - from));
      if (took.length < count) return ask();
      lines.off('data', hear);
      resolve(median(took));
    });
    ask();
  });
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
