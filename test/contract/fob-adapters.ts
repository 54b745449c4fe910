// A fob seen through a FobPort, and one seen through a console: both as the fob's contract wants them.
import type { Duplex } from 'node:stream';
import type { FobPort } from '../../firmware-sim/index.js';
import type { FobUnderTest } from './fob-contract.js';
import { LineClient } from './line-client.js';

/** What belongs to the bench behind it. */
export type Surroundings = Pick<FobUnderTest, 'secret' | 'trueSeconds' | 'pass' | 'close'>;

export function portFob(port: FobPort, around: Surroundings): FobUnderTest {
  const quietly = async (done: Promise<unknown>): Promise<void> => void (await done);
  return {
    ...around,
    identity: async () => {
      const { manufacturer, product, serial, firmwareVersion } = port.identity;
      return [manufacturer, product, serial, firmwareVersion];
    },
    press: () => quietly(port.press()),
    hold: (seconds) => quietly(port.hold(seconds)),
    code: () => port.code(),
    text: async () => (await port.screen()).text,
    state: async () => (await port.screen()).state,
    offsetSeconds: async () => (await port.clock()).offsetUs / 1e6,
    setOffset: (seconds) => quietly(port.setOffset(seconds)),
    setDrift: (ppm) => quietly(port.setDrift(ppm)),
    age: (seconds) => quietly(port.age(seconds)),
    setTemperature: (celsius) => quietly(port.setTemperature(celsius)),
    setBatteryLevel: (percent) => quietly(port.setBatteryLevel(percent)),
    batteryState: async () => (await port.battery()).state,
    setFault: (name, on) => quietly(port.setFault(name, on)),
    reset: () => quietly(port.reset()),
    selfTest: () => port.selfTest(),
  };
}

export function consoleFob(stream: Duplex, around: Surroundings): FobUnderTest {
  const client = new LineClient(stream);
  const failure = /^-[0-9]+,"/;
  /** The answer; an error in the queue instead of it rejects. */
  const ask = async (query: string): Promise<string> => {
    client.write(`${query}\nSYST:ERR?\n`);
    const first = await client.line();
    if (failure.test(first)) throw new Error(`${query}: ${first}`);
    const error = await client.line();
    if (failure.test(error)) throw new Error(`${query}: ${error}`);
    return first;
  };
  const tell = async (command: string): Promise<void> => {
    const error = await client.ask(`${command};:SYST:ERR?`);
    if (failure.test(error)) throw new Error(`${command}: ${error}`);
  };
  return {
    ...around,
    identity: async () => (await ask('*IDN?')).split(','),
    press: () => tell('BUTT:PRES'),
    hold: (seconds) => tell(`BUTT:HOLD ${seconds}`),
    code: () => ask('READ:CODE?'),
    text: async () => (await ask('DISP:TEXT?')).replaceAll('"', ''),
    state: async () => (await ask('DISP:STAT?')).toLowerCase(),
    offsetSeconds: async () => Number(await ask('CLOC:OFFS?')),
    setOffset: (seconds) => tell(`CLOC:OFFS ${seconds}`),
    setDrift: (ppm) => tell(`CLOC:DRIF ${ppm}`),
    age: (seconds) => tell(`CLOC:AGE ${seconds}`),
    setTemperature: (celsius) => tell(`TEMP ${celsius}`),
    setBatteryLevel: (percent) => tell(`BATT:LEV ${percent}`),
    batteryState: async () => (await ask('BATT:STAT?')).toLowerCase(),
    setFault: (name, on) => tell(`FAUL:${on ? 'ON' : 'OFF'} ${name}`),
    reset: () => tell('*RST'),
    // A part that fails is an answer and -330 in the queue, which is none of the contract's.
    selfTest: async () => Number((await client.ask('*TST?;*CLS')).split(';')[0]),
  };
}
