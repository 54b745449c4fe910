// The read-only pages after the sign-in: Home, Profile, Contact Us, Reports (004:72-86, 004:94).
import { type Incident, incidents } from '../administration/incident.js';
import { type Answer, done, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { nameOf, type Prescriber, prescribers } from '../prescribers/prescriber.js';
import { type SecondTokenAdvice, secondTokenAdvice } from '../second-token/second-token.js';
import { sessionOf } from '../session.js';
import { type SignedRecordSummary, signedRecordsOf } from '../signing/signed-record.js';
import { type Binding, tokensOf } from '../tokens/binding.js';
import { transact, type Work } from '../work.js';
import { goldAccounts } from './gold-account.js';

export interface Home {
  readonly name: string;
  readonly npi: string;
  readonly grants: readonly {
    readonly organization: string;
    readonly deaNumber: string;
    readonly status: string;
  }[];
  readonly tokens: readonly { readonly name: string; readonly identifier: string; readonly status: Status }[];
  readonly advice: SecondTokenAdvice | null;
}

/** The words in the Status column of 004:83-84. */
export type Status = 'Active' | 'Inactive' | 'Lost' | 'Deleted';

export function statusOf({ state }: Pick<Binding, 'state'>): Status {
  return ({ active: 'Active', inactive: 'Inactive', lost: 'Lost', deleted: 'Deleted' } as const)[state];
}

export function home(context: Context, session: string): Promise<Answer<Home>> {
  return reading(context, session, async (work, prescriber) => {
    const tokens = await tokensOf(work, prescriber);
    return {
      name: nameOf(prescriber),
      npi: prescriber.npi,
      grants: prescriber.organizations.map(({ organization, deaNumber, status }) => ({
        organization,
        deaNumber,
        status,
      })),
      tokens: tokens
        .filter(({ state }) => state !== 'deleted')
        .map((token) => ({ name: token.nickname, identifier: token.credentialId, status: statusOf(token) })),
      advice: secondTokenAdvice(tokens),
    };
  });
}

export interface Profile {
  readonly name: string;
  readonly npi: string;
  readonly email: string;
  readonly phone: string;
  readonly role: string;
  readonly specialty: string;
  readonly licence: Prescriber['licence'];
  /** True if a biometric device can replace the token (004:48). */
  readonly biometric: boolean;
}

export function profile(context: Context, session: string): Promise<Answer<Profile>> {
  return reading(context, session, async (work, prescriber) => {
    const { npi, email, phone, role, specialty, licence } = prescriber;
    const biometric = ((await work.read(goldAccounts, npi))?.biometric ?? null) !== null;
    return { name: nameOf(prescriber), npi, email, phone, role, specialty, licence, biometric };
  });
}

export function contactUs(context: Context, session: string): Promise<Answer<{ contact: string }>> {
  return reading(context, session, async () => ({ contact: context.settings.itContact }));
}

export interface BindingReportRow {
  readonly nickname: string;
  readonly credentialId: string;
  readonly status: Status;
  readonly reason: string | null;
  readonly boundUs: number;
  readonly changedUs: number;
}

/** Report: every token that was ever bound, with its current state. */
export function bindingReport(
  context: Context,
  session: string,
): Promise<Answer<{ bindings: readonly BindingReportRow[] }>> {
  return reading(context, session, async (work, prescriber) => ({
    bindings: (await tokensOf(work, prescriber)).map((token) => ({
      nickname: token.nickname,
      credentialId: token.credentialId,
      status: statusOf(token),
      reason: token.reason,
      boundUs: token.boundUs,
      changedUs: token.changedUs,
    })),
  }));
}

/** Report: the prescriptions signed in a month, such as 2026-01 (21 CFR 1311.120(b)(27): monthly). */
export function signedRecordReport(
  context: Context,
  session: string,
  input: { month: string },
): Promise<Answer<{ month: string; records: readonly SignedRecordSummary[] }>> {
  const month = /^[0-9]{4}-(?:0[1-9]|1[0-2])$/.test(input.month) ? input.month : null;
  return reading(context, session, async (work, { npi }) => {
    if (month === null) throw new Refused('month', { field: 'month' });
    return { month, records: await signedRecordsOf(work, npi, month) };
  });
}

/** Report: the newest 1000 security incidents about this prescriber. */
export function incidentReport(
  context: Context,
  session: string,
): Promise<Answer<{ incidents: readonly Incident[] }>> {
  return reading(context, session, async (work, { npi }) => {
    const all = await work.listAll(incidents);
    const own = all.map(({ row }) => row).filter((incident) => incident.npi === npi);
    return { incidents: own.slice(-1000) };
  });
}

function reading<T>(
  context: Context,
  session: string,
  read: (work: Work, prescriber: Prescriber) => Promise<T>,
): Promise<Answer<T>> {
  return transact(context, null, async (work) => {
    const { subject } = await sessionOf(work, session, 'gold', ['signed-in']);
    const prescriber = await work.read(prescribers, subject);
    if (prescriber === null) throw new Refused('signed-out');
    return done(await read(work, prescriber));
  });
}
