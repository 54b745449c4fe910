// The devices panel's part of the state, read off the operations that there are.

import type { Operation } from '../../host/operation.js';
import type { DeviceSummary } from '../state/device-answers.js';
import type { LabState } from '../state/state.js';
import type { BenchFace } from './bench-face.js';
import { errorText } from './error-text.js';

export async function readDevices(
  bench: BenchFace,
  find: (name: string) => Operation | undefined,
): Promise<Partial<LabState['devices']>> {
  return {
    real: await read('device.list', ({ devices = [], problems = [] }) => {
      const real = (devices as DeviceSummary[]).filter(({ kind }) => kind !== 'virtual');
      // A library that is missing is no empty list.
      return real.length === 0 && problems.length > 0
        ? (problems as { message: string }[]).map(({ message }) => message).join('\n')
        : real;
    }),
    links: await read('link.list', (answer) => answer.links ?? []),
    observed: await read('passport.list', (answer) => answer.fobs ?? []),
  } as Partial<LabState['devices']>;

  async function read(
    name: string,
    take: (answer: Record<string, unknown[]>) => unknown[] | string,
  ): Promise<unknown> {
    if (find(name) === undefined) return `this foblab has no operation ${name}`;
    try {
      return take((await bench.run(name, {})) as Record<string, unknown[]>);
    } catch (error) {
      return errorText(error);
    }
  }
}
