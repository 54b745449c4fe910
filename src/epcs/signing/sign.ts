// Writes and signs prescriptions: those of one patient at a time, each marked ready in its displayed version, below the
// statement of the regulation. Passphrase and code are the signature (21 CFR 1311.120(b)(9)-(19), 1311.140).
import { isSuccess } from '../../verification/index.js';
import { recordIncident } from '../administration/incident.js';
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { secretField, textField } from '../field.js';
import { iprescribeAccounts } from '../iprescribe/iprescribe-account.js';
import { epcsPassphrases } from '../prescribers/epcs-passphrase.js';
import { nameOf, ownerOf, type Prescriber, prescribers } from '../prescribers/prescriber.js';
import { type OpenSession, type System, sessionOf } from '../session.js';
import { forgetFailures, readThrottle, refuseThrottled } from '../throttle.js';
import { unknownTo } from '../tokens/bind-token.js';
import { bindings } from '../tokens/binding.js';
import { noteLosses } from '../tokens/note-losses.js';
import { transact, type Work } from '../work.js';
import {
  contentOf,
  keyOf,
  ownPrescription,
  type Prescription,
  type PrescriptionInput,
  prescriptions,
} from './prescription.js';
import { recordKey, type SignedRecord, signedRecords, signer } from './signed-record.js';
import { endLapsedRight, signingRights, validGrants } from './signing-right.js';

/** 21 CFR 1311.140(a)(3), word for word. */
export const signingStatement =
  'By completing the two-factor authentication protocol at this time, you are legally signing the prescription(s) and ' +
  'authorizing the transmission of the above information to the pharmacy for dispensing. The two-factor authentication ' +
  'protocol may only be completed by the practitioner whose name and DEA registration number appear above.';

/** The name of the function (21 CFR 1311.140(b)). */
export const signingLabel = 'Sign';

/** Writes a prescription. Its DEA number must be one of the prescriber's. */
export function draftPrescription(
  context: Context,
  session: string,
  input: PrescriptionInput & { requestId?: string },
): Promise<Answer<Prescription>> {
  return signing(context, session, { verb: 'signing.draft', input }, async (work, prescriber) => {
    const content = contentOf(input);
    if (!prescriber.organizations.some(({ deaNumber }) => deaNumber === content.deaNumber))
      throw new Refused('dea-number-not-granted', { field: 'deaNumber' });
    const { npi } = prescriber;
    const id = work.random('prescription', 9);
    const drafted: Prescription = {
      ...content,
      id,
      npi,
      revision: 1,
      state: 'draft',
      createdUs: work.atUs,
      record: null,
    };
    work.write(prescriptions, keyOf(npi, id), drafted);
    return done(drafted);
  });
}

/** After a change the prescription must be marked ready again; after its signature a change cancels it ((b)(13)). */
export function changePrescription(
  context: Context,
  session: string,
  input: Partial<PrescriptionInput> & { id: string; requestId?: string },
): Promise<Answer<Prescription>> {
  return signing(context, session, { verb: 'signing.change', input }, async (work, { npi }) => {
    const { id, requestId: _, ...changes } = input;
    const was = await ownPrescription(work, npi, id);
    if (was.state === 'cancelled') throw new Refused('prescription-cancelled');
    const signed = was.state === 'signed';
    const now: Prescription = signed
      ? { ...was, state: 'cancelled' }
      : { ...was, ...contentOf({ ...was, ...changes }), state: 'draft', revision: was.revision + 1 };
    work.write(prescriptions, keyOf(npi, id), now);
    if (signed)
      work.tell({
        event: 'epcs.prescription',
        outcome: 'cancelled',
        subject: ownerOf(npi),
        actor: ownerOf(npi),
        reason: 'changed after it was signed',
        detail: [['prescription', id]],
      });
    return done(now);
  });
}

/** Every prescription of the prescriber, newest first, and the DEA numbers that a prescription may have. */
export function ownPrescriptions(
  context: Context,
  session: string,
): Promise<
  Answer<{ name: string; npi: string; deaNumbers: readonly string[]; prescriptions: readonly Prescription[] }>
> {
  return signing(context, session, null, async (work, prescriber) => {
    const { npi, organizations } = prescriber;
    const own = await work.list(prescriptions, { prefix: `${npi}/`, limit: 1000 });
    return done({
      name: nameOf(prescriber),
      npi,
      deaNumbers: organizations.map(({ deaNumber }) => deaNumber),
      prescriptions: own.map(({ row }) => row).sort((a, b) => b.createdUs - a.createdUs),
    });
  });
}

export interface SigningPage {
  readonly prescriber: { readonly name: string; readonly npi: string };
  readonly patient: string;
  /** The prescriptions of this patient that can still be signed. */
  readonly prescriptions: readonly Prescription[];
  readonly statement: string;
  readonly label: string;
  readonly tokens: readonly { readonly nickname: string; readonly credentialId: string }[];
}

/** The page before a signature: the prescriptions of one patient ((b)(9), (b)(10)). */
export function signingPage(
  context: Context,
  session: string,
  input: { patient: string },
): Promise<Answer<SigningPage>> {
  return signing(context, session, null, async (work, prescriber) => {
    const patient = textField('patient', input.patient, 80);
    const { npi } = prescriber;
    const own = await work.listAll(prescriptions, `${npi}/`);
    const bound = await Promise.all(prescriber.tokens.map((id) => work.read(bindings, id)));
    return done({
      prescriber: { name: nameOf(prescriber), npi },
      patient,
      prescriptions: own
        .map(({ row }) => row)
        .filter((row) => row.patient === patient && (row.state === 'draft' || row.state === 'ready')),
      statement: signingStatement,
      label: signingLabel,
      tokens: bound
        .filter((token) => token?.state === 'active')
        .map((token) => ({ nickname: token?.nickname ?? '', credentialId: token?.credentialId ?? '' })),
    });
  });
}

/** Marks the displayed version of a prescription as ready to be signed ((b)(10)). */
export function markReady(
  context: Context,
  session: string,
  input: { id: string; revision: number; ready?: boolean },
): Promise<Answer<Prescription>> {
  return signing(context, session, null, async (work, { npi }) => {
    const was = await ownPrescription(work, npi, input.id);
    if (was.state === 'signed' || was.state === 'cancelled') throw new Refused('prescription-not-open');
    if (was.revision !== input.revision) throw new Refused('prescription-changed');
    const now: Prescription = { ...was, state: (input.ready ?? true) ? 'ready' : 'draft' };
    work.write(prescriptions, keyOf(npi, was.id), now);
    return done(now);
  });
}

export interface SignInput {
  readonly ids: readonly string[];
  readonly passphrase: string;
  /** The token's ID. */
  readonly token: string;
  readonly otp: string;
  /** The device that sends the request: a soft token may not be on it (000:11, 004:19, 21 CFR 1311.115(b)). */
  readonly device?: string;
  readonly requestId?: string;
}

export interface Signed {
  readonly signedUs: number;
  readonly records: readonly string[];
}

/** Signs with passphrase and code. One transaction uses up the code, and signs and archives the prescriptions. */
export function signPrescriptions(
  context: Context,
  session: string,
  input: SignInput,
): Promise<Answer<Signed>> {
  return signAt(context, session, input, ['gold', 'iprescribe']);
}

/** As {@link sign}, for a system that first checks its own rules. */
export function signAt(
  context: Context,
  session: string,
  input: SignInput,
  at: readonly System[],
): Promise<Answer<Signed>> {
  return signing(context, session, { verb: 'signing.sign', input }, async (work, prescriber, open) => {
    const { npi } = prescriber;
    if (!at.includes(open.system)) throw new Refused('signs-with-own-device');
    if (open.system === 'iprescribe') {
      const account = await work.read(iprescribeAccounts, String(open.data.username));
      if (account === null || account.epcsActivatedUs === null) throw new Refused('epcs-not-activated');
    }
    const actor = ownerOf(npi);
    const chosen = await chosenPrescriptions(work, npi, input.ids);
    const barred = await barOf(work, prescriber, chosen);
    if (barred !== null) return barred;
    await refuseThrottled(work, 'sign', npi);
    const { count } = await readThrottle(work, 'sign', npi);
    const typed = input.token.trim().slice(0, 128);
    const id = (await context.verifier.credential(typed))?.id ?? typed;
    const binding = await work.read(bindings, id);
    const own = binding !== null && binding.npi === npi ? binding : null;
    if (own !== null && own.device !== null && own.device === input.device?.trim())
      throw new Refused('factor-on-requesting-device', { field: 'token' });
    const passphrase = secretField('passphrase', input.passphrase);
    const stored = (await work.read(epcsPassphrases, npi))?.hash ?? null;
    const known = await work.once('passphrase', () => context.hash.matches(passphrase, stored));
    const key = await signer(work);
    const usable = known && own?.state === 'active';
    return work.judge<Signed>(
      (companions) =>
        context.verifier.verify({
          credentialId: usable ? id : unknownTo(id),
          code: input.otp.slice(0, 1024),
          atUs: work.atUs,
          actor,
          companions,
        }),
      ({ outcome }) => {
        if (!isSuccess(outcome)) {
          count();
          work.tell({
            event: 'epcs.sign',
            outcome: 'refused',
            subject: actor,
            actor,
            detail: [['token', id]],
          });
          return known
            ? refused('invalid-code', { field: 'otp', values: { it: context.settings.itContact } })
            : refused('signing-passphrase', { field: 'passphrase' });
        }
        forgetFailures(work, 'sign', npi);
        const records = chosen.map((prescription) => archive(work, prescriber, prescription, id, key));
        return done({ signedUs: work.atUs, records });
      },
    );
  });
}

async function chosenPrescriptions(
  work: Work,
  npi: string,
  ids: readonly string[],
): Promise<readonly Prescription[]> {
  if (ids.length === 0 || ids.length > 50) throw new Refused('nothing-to-sign', { field: 'ids' });
  const chosen = await Promise.all([...new Set(ids)].map((id) => ownPrescription(work, npi, id)));
  if (new Set(chosen.map(({ patient }) => patient)).size > 1) throw new Refused('one-patient');
  if (chosen.some(({ state }) => state === 'signed' || state === 'cancelled'))
    throw new Refused('prescription-not-open');
  if (chosen.some(({ state }) => state !== 'ready')) throw new Refused('not-ready');
  return chosen;
}

/** Refuses a prescriber without a granted right to sign, or whose DEA registration has ended. */
async function barOf(
  work: Work,
  prescriber: Prescriber,
  chosen: readonly Prescription[],
): Promise<Answer<never> | null> {
  const { npi } = prescriber;
  const actor = ownerOf(npi);
  await noteLosses(work, prescriber);
  const right = await work.read(signingRights, npi);
  const valid = new Set(validGrants(prescriber, work.atUs).map(({ deaNumber }) => deaNumber));
  const refuse = (code: 'no-signing-right' | 'dea-registration-ended', what: string): Answer<never> => {
    recordIncident(work, { kind: 'signing-refused', npi, credentialId: null, actor, what });
    work.tell({ event: 'epcs.sign', outcome: 'refused', subject: actor, actor, reason: what });
    return refused(code);
  };
  if (right === null || right.state !== 'granted') return refuse('no-signing-right', 'no right to sign');
  if (chosen.every(({ deaNumber }) => valid.has(deaNumber))) return null;
  await endLapsedRight(work, prescriber);
  return refuse('dea-registration-ended', 'the DEA registration has ended');
}

function archive(
  work: Work,
  prescriber: Prescriber,
  prescription: Prescription,
  credentialId: string,
  { publicKey, sign }: { publicKey: string; sign: (text: string) => string },
): string {
  const { npi } = prescriber;
  const { state: _, record: __, ...content } = prescription;
  const text = JSON.stringify({
    prescription: content,
    prescriber: { name: nameOf(prescriber), npi, deaNumber: prescription.deaNumber },
    signedUs: work.atUs,
    credentialId,
    statement: signingStatement,
  });
  const key = recordKey(npi, work.atUs, prescription.id);
  const record: SignedRecord = {
    id: prescription.id,
    npi,
    signedUs: work.atUs,
    credentialId,
    text,
    signature: sign(text),
    publicKey,
  };
  work.write(signedRecords, key, record);
  work.write(prescriptions, keyOf(npi, prescription.id), { ...prescription, state: 'signed', record: key });
  work.tell({
    event: 'epcs.sign',
    outcome: 'signed',
    subject: credentialId,
    actor: ownerOf(npi),
    detail: [['record', key]],
  });
  return key;
}

/** The systems for writing prescriptions. CalMHSA Rx only leads to the token management of EPCS Gold. */
const prescribing: readonly System[] = ['gold', 'iprescribe', 'drchrono'];

/** Signing needs a signed-in session. */
function signing<T>(
  context: Context,
  session: string,
  request: { verb: string; input: { readonly requestId?: string } } | null,
  body: (work: Work, prescriber: Prescriber, open: OpenSession) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const { requestId, ...input } = request?.input ?? {};
  const asked = request === null ? null : { verb: request.verb, session, requestId, input };
  return transact(context, asked, async (work) => {
    const named = session.split('_')[0] as System;
    const system = prescribing.includes(named) ? named : 'gold';
    const open = await sessionOf(work, session, system, ['signed-in']);
    const prescriber = await work.read(prescribers, open.subject);
    if (prescriber === null) throw new Refused('signed-out');
    return body(work, prescriber, open);
  });
}
