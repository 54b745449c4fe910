// What the host tells of the generic fob, and the judgement over a code of it.
import { isCurrentCode } from './hotp.js';
import { expect, type Lab } from './lab.js';

export interface FobFacts {
  readonly busId: string;
  readonly serial: string;
  readonly product: string;
  /** Hexadecimal; a key made for this test. */
  readonly key: string;
  readonly periodSeconds: number;
}

export async function fobFacts(lab: Lab): Promise<FobFacts> {
  return (await lab.control.ask('composite')) as FobFacts;
}

/** Resolves to `code`; rejects where node:crypto finds it in none of the three steps around now. */
export async function expectCurrent(lab: Lab, code: string): Promise<string> {
  const { key, periodSeconds } = await fobFacts(lab);
  expect(/^\d{6,8}$/.test(code), `expected digits, got ${JSON.stringify(code)}`);
  expect(isCurrentCode(Buffer.from(key, 'hex'), periodSeconds, code), `${code} is not a code of this time`);
  return code;
}
