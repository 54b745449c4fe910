// Repeated requests. The first answer is kept by the ID of the request, so that a repeat gets the same answer and does
// nothing. It is stored with the change itself, in one conditional write.
import { quotedWord } from '../serials/index.js';
import type { StoredAnswer } from '../stores/store.js';
import { codeDigest } from './code-digest.js';
import type { Core } from './core.js';
import { secondsToUs } from './step-time.js';
import { VerificationError } from './verification-error.js';

/** A request with an ID, and a digest of what it asks for. */
export interface Question {
  readonly credentialId: string;
  readonly requestId: string;
  readonly digest: Uint8Array;
}

/** How long the answer to an operator is kept. */
const operatorSeconds = 600;

/** null if the request has no ID, so that it cannot be repeated. The digest covers all of the request but its time. */
export function operatorQuestion(
  core: Core,
  event: string,
  request: { readonly credentialId: string; readonly requestId?: string },
): Question | null {
  const requestId = checkedRequestId(request.requestId);
  if (requestId === null) return null;
  const asked = Object.entries<unknown>({ ...request })
    .filter(
      ([name, value]) => !['requestId', 'atUs', 'companions', 'random'].includes(name) && value !== undefined,
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value),
    ]);
  const digest = codeDigest(core.keyring, 'question', [event, ...asked]);
  return { credentialId: request.credentialId, requestId, digest };
}

/** The answer to an earlier, equal request of an operator; null if the request is new. @throws VerificationError
 *  `bad-value` if another request had this ID */
export async function operatorAnswer<T>(
  core: Core,
  question: Question | null,
  atUs: number,
): Promise<T | null> {
  if (question === null) return null;
  const kept = await core.store.answer(question.credentialId, question.requestId, atUs);
  return kept === null ? null : answerTo<T>(question, kept);
}

/** @throws VerificationError `bad-value` if another request had this ID */
export function answerTo<T>({ requestId, digest }: Question, kept: StoredAnswer): T {
  if (sameDigest(kept, digest)) return JSON.parse(kept.answer) as T;
  throw new VerificationError(
    'bad-value',
    `The request id ${quotedWord(requestId)} was given to another request: give each request an id of its own.`,
  );
}

/** The answer to keep. It never holds a secret in clear. */
export function keptFor(question: Question | null, atUs: number, answer: unknown): StoredAnswer | null {
  if (question === null) return null;
  const { credentialId, requestId, digest } = question;
  const expiresUs = atUs + secondsToUs(operatorSeconds);
  return { credentialId, requestId, questionDigest: digest, answer: JSON.stringify(answer), expiresUs };
}

export function sameDigest(kept: StoredAnswer, digest: Uint8Array): boolean {
  const stored = kept.questionDigest;
  return stored.length === digest.length && stored.every((byte, i) => byte === digest[i]);
}

export function checkedRequestId(requestId: string | undefined): string | null {
  if (requestId === undefined) return null;
  if (requestId.length >= 1 && requestId.length <= 128) return requestId;
  throw new RangeError(`The request id has ${requestId.length} characters: give 1 to 128.`);
}
