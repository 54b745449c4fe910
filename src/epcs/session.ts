// Sessions. The client has an opaque token, the database its hash. Each factor gives a new token.
import { Refused } from './answer.js';
import { idleUs, longestUs } from './session-time.js';
import { table } from './table.js';
import { sha256, type Work } from './work.js';

export const systems = ['gold', 'calmhsa', 'iprescribe', 'idme', 'drchrono', 'administration'] as const;
export type System = (typeof systems)[number];

export interface Session {
  readonly system: System;
  /** The user: an NPI, a user name or an email address. */
  readonly subject: string;
  /** The current step; each system has its own names. */
  readonly stage: string;
  readonly beganUs: number;
  readonly seenUs: number;
  /** The results of the steps so far; each system has its own. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface OpenSession extends Session {
  readonly token: string;
}

export const sessions = table<Session>('session');

/** Begins a session and returns its token. */
export function beginSession(
  work: Work,
  system: System,
  subject: string,
  stage: string,
  data: Session['data'] = {},
): string {
  const token = `${system}_${work.random(`session ${stage}`, 32)}`;
  const { atUs } = work;
  work.write(sessions, sha256(token), { system, subject, stage, beganUs: atUs, seenUs: atUs, data });
  return token;
}

/**
 * The session of `token`. Reading it renews its idle time.
 *
 * @throws Refused `signed-out` if there is no such session or it has ended; `step-out-of-order` if it is at none of `stages`
 */
export async function sessionOf(
  work: Work,
  token: string,
  system: System,
  stages: readonly string[],
): Promise<OpenSession> {
  const key = sha256(token.slice(0, 200));
  const session = await work.read(sessions, key);
  const { atUs } = work;
  if (
    session === null ||
    session.system !== system ||
    atUs - session.seenUs > idleUs ||
    atUs - session.beganUs > longestUs
  )
    throw new Refused('signed-out');
  if (!stages.includes(session.stage)) throw new Refused('step-out-of-order');
  if (session.seenUs !== atUs) work.write(sessions, key, { ...session, seenUs: atUs });
  return { ...session, token };
}

/** Moves the session on after a factor: it gets a new token, and the old token ends (SP 800-63B §7.1). */
export function nextFactor(
  work: Work,
  session: OpenSession,
  stage: string,
  data: Session['data'] = session.data,
): string {
  work.remove(sessions, sha256(session.token));
  return beginSession(work, session.system, session.subject, stage, data);
}

/** Moves the session to another step and keeps its token. */
export function nextStep(
  work: Work,
  session: OpenSession,
  stage: string,
  data: Session['data'] = session.data,
): void {
  const { system, subject, beganUs } = session;
  work.write(sessions, sha256(session.token), { system, subject, stage, beganUs, seenUs: work.atUs, data });
}

export function endSession(work: Work, session: OpenSession): void {
  work.remove(sessions, sha256(session.token));
}
