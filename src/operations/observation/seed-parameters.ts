// Parameters that describe the seed of a fob that is not enrolled, and name the policy whose window counts.
import { OperationError } from '../../contract/operation-error.js';
import { choice, flag, number, optional, secret, text } from '../../contract/parameter.js';
import { storeParameter } from '../../host/verifier/verifier-host.js';
import type { hashNames } from '../credential/hash-names.js';

export const seedParameters = {
  secret: secret('file with the seed in hexadecimal, base32 or base64, - for standard input'),
  digits: optional(
    number('digits of a code; as many as the given code has where left out', {
      minimum: 6,
      maximum: 10,
      unit: 'digits',
      whole: true,
    }),
  ),
  period: optional(
    number('time step; 30 where left out', { minimum: 1, maximum: 345_600, unit: 's', whole: true }),
  ),
  algorithm: optional(choice('hash', ['sha1', 'sha256', 'sha512'])),
  event: flag('event-based (HOTP)'),
  counter: optional(
    number('next counter that the verifier expects', {
      minimum: 0,
      maximum: 2 ** 48,
      unit: 'count',
      whole: true,
    }),
  ),
  policy: optional(text('policy whose window counts; the credential’s, or rfc', 'policy')),
  by: optional(text('who asks, for the audit', 'name')),
  store: storeParameter,
};

export interface SeedValues {
  secret: Uint8Array | undefined;
  digits: number | undefined;
  period: number | undefined;
  algorithm: keyof typeof hashNames | undefined;
  event: boolean;
  counter: number | undefined;
  policy: string | undefined;
  by: string | undefined;
  store: string | undefined;
}

/** @throws OperationError `usage` for a description of a seed that was not given: it would have no effect. */
export function refuseSeedOptions({ digits, period, algorithm, event, counter }: SeedValues): void {
  const given = Object.entries({ digits, period, algorithm, event: event || undefined, counter }).find(
    ([, value]) => value !== undefined,
  );
  if (given !== undefined)
    throw new OperationError(
      'usage',
      `${given[0]} describes the seed that is given with secret: give that too; an enrolled fob needs neither`,
      { parameter: given[0], expected: `${given[0]} together with secret` },
    );
}
