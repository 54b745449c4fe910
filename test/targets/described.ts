// Targets from text, as their files would say it.
import * as assert from 'node:assert/strict';
import {
  openTarget,
  parseTargetFile,
  type Target,
  type TargetDescription,
  TargetError,
  type TargetErrorCode,
  type TargetRequest,
} from '../../src/targets/index.js';
import { type ManualDependencies, manualDependencies } from './manual-dependencies.js';

export function described(lines: readonly string[], folder = '/tmp'): TargetDescription {
  return parseTargetFile(`${lines.join('\n')}\n`, { name: 'sample', file: 'sample.yaml', folder });
}

export function opened(
  lines: readonly string[],
  dependencies: ManualDependencies = manualDependencies(),
  folder = '/tmp',
): Target {
  return openTarget(described(lines, folder), dependencies);
}

export const request: TargetRequest = { serial: '3315511111', code: '755224', atUs: 1_893_456_000_000_000 };

/** The TargetError that `answer` rejects with. */
export async function failure(answer: Promise<unknown>, code: TargetErrorCode): Promise<TargetError> {
  const error = await answer.then(
    (value) => assert.fail(`no error but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof TargetError, String(error));
  assert.equal(error.code, code, error.message);
  return error;
}

/** A promise with the function that resolves it. */
export function promised(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
