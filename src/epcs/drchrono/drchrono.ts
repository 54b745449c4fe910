// DrChrono (002). EPCS requires an identity that ID.me has verified, and an approval. The devices are those of ID.me, and
// exactly one of them is the primary device.
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { actorField, newSecretField, npiField, secretField, textField } from '../field.js';
import { authorizations } from '../idme/consent.js';
import { deleteGenerator } from '../idme/delete-generator.js';
import { idmeAccounts, isVerified, type Method } from '../idme/idme-account.js';
import { linkLifetimes } from '../link.js';
import {
  declaredPrescriber,
  nameOf,
  ownerOf,
  type Prescriber,
  prescribers,
} from '../prescribers/prescriber.js';
import { beginSession, endSession, nextStep, type OpenSession, sessionOf } from '../session.js';
import { type Signed, type SignInput, signAt } from '../signing/sign.js';
import { table } from '../table.js';
import { countFailure, forgetFailures, refuseThrottled } from '../throttle.js';
import { type Binding, bindings } from '../tokens/binding.js';
import { transact, type Work } from '../work.js';

interface DrchronoAccount {
  readonly npi: string;
  readonly username: string;
  readonly password: string;
  readonly idmeEmail: string | null;
  readonly approvedUs: number | null;
  /** A method of ID.me; null if there is none. */
  readonly primary: string | null;
}

const accounts = table<DrchronoAccount>('drchrono-account');

/** Account → Provider Settings (002:14, 002:101). */
export const accountTabs = [
  'Profile',
  'General',
  'Email',
  'Medical Billing',
  'eRx Info',
  'Services',
  'Usage',
  'My Billing',
  'Sample Data',
  'Security',
  'Patient Payments',
] as const;

/** The Option column (002:18, 002:105-106). */
export const deviceOptions = { 'code-generator': 'Generate 2FA Key', push: 'Push Notification 2FA' } as const;

export function createAccount(
  context: Context,
  input: { npi: string; username: string; password: string; by: string },
): Promise<Answer<{ username: string }>> {
  return transact(context, null, async (work) => {
    const by = actorField(input.by);
    const { npi } = await declaredPrescriber(work, npiField(input.npi));
    const username = textField('username', input.username, 40).toLowerCase();
    const password = newSecretField('password', input.password);
    if ((await work.read(accounts, username)) !== null)
      throw new Refused('username-taken', { field: 'username' });
    const hash = await work.once('password', () => context.hash.make(password));
    work.write(accounts, username, {
      npi,
      username,
      password: hash,
      idmeEmail: null,
      approvedUs: null,
      primary: null,
    });
    work.tell({ event: 'epcs.drchrono-account', outcome: 'created', subject: ownerOf(npi), actor: by });
    return done({ username });
  });
}

export function logIn(
  context: Context,
  input: { username: string; password: string },
): Promise<Answer<{ session: string; name: string; tabs: typeof accountTabs }>> {
  return transact(context, null, async (work) => {
    const username = textField('username', input.username, 40).toLowerCase();
    const password = secretField('password', input.password);
    await refuseThrottled(work, 'drchrono', username);
    const account = await work.read(accounts, username);
    const right = await work.once('password', () =>
      context.hash.matches(password, account?.password ?? null),
    );
    const prescriber = account === null ? null : await work.read(prescribers, account.npi);
    if (!right || prescriber === null) {
      await countFailure(work, 'drchrono', username);
      work.tell({
        event: 'epcs.drchrono-log-in',
        outcome: 'refused',
        subject: 'drchrono',
        actor: 'drchrono',
      });
      return refused('log-in-refused');
    }
    forgetFailures(work, 'drchrono', username);
    const session = beginSession(work, 'drchrono', prescriber.npi, 'signed-in', { username });
    return done({ session, name: nameOf(prescriber), tabs: accountTabs });
  });
}

export function logOut(context: Context, session: string): Promise<Answer<{ signedOut: true }>> {
  return atDrchrono(context, session, async ({ work, open }) => {
    endSession(work, open);
    return done({ signedOut: true as const });
  });
}

/** Account: its user and its tabs. */
export function account(
  context: Context,
  session: string,
): Promise<Answer<{ name: string; npi: string; username: string; tabs: typeof accountTabs }>> {
  return atDrchrono(context, session, async ({ account: { npi, username }, prescriber }) =>
    done({ name: nameOf(prescriber), npi, username, tabs: accountTabs }),
  );
}

/** Begins an authorization at ID.me: to confirm the identity, or for "Update MFA Device" (002:11). */
export function updateMfaDevice(
  context: Context,
  session: string,
): Promise<Answer<{ authorization: string }>> {
  return atDrchrono(context, session, async ({ work, open }) => {
    const authorization = work.random('authorization', 16);
    work.write(authorizations, authorization, {
      client: 'drchrono',
      clientName: 'DrChrono',
      state: 'pending',
      email: null,
      expiresUs: work.atUs + linkLifetimes.confirmEmailUs,
    });
    nextStep(work, open, 'signed-in', { ...open.data, authorization });
    return done({ authorization });
  });
}

/** Continues after ID.me: the account that allowed the request must have the same NPI. */
export function confirmIdentity(context: Context, session: string): Promise<Answer<{ confirmed: true }>> {
  return atDrchrono(context, session, async ({ work, open, account }) => {
    const id = String(open.data.authorization ?? '');
    const asked = await work.read(authorizations, id);
    if (asked?.state === 'denied') return refused('consent-denied');
    if (asked?.state !== 'allowed' || asked.email === null) throw new Refused('authorization-not-good');
    const identity = await work.read(idmeAccounts, asked.email);
    if (identity?.npi !== account.npi) throw new Refused('npi-not-confirmed');
    work.remove(authorizations, id);
    work.write(accounts, account.username, { ...account, idmeEmail: asked.email });
    return done({ confirmed: true as const });
  });
}

/** The approval of 002:5, by staff of DrChrono. */
export function approve(
  context: Context,
  input: { username: string; by: string },
): Promise<Answer<{ approvedUs: number }>> {
  return transact(context, null, async (work) => {
    const username = textField('username', input.username, 40).toLowerCase();
    const account = await work.read(accounts, username);
    const identity = await work.read(idmeAccounts, account?.idmeEmail ?? '');
    if (account === null || !isVerified(identity)) throw new Refused('drchrono-not-approved');
    work.write(accounts, username, { ...account, approvedUs: work.atUs });
    const subject = ownerOf(account.npi);
    work.tell({
      event: 'epcs.drchrono-approval',
      outcome: 'approved',
      subject,
      actor: actorField(input.by),
    });
    return done({ approvedUs: work.atUs });
  });
}

export interface DeviceRow {
  readonly id: string;
  /** Columns Name, Option, Primary Device (002:17, 002:104). */
  readonly name: string;
  readonly option: (typeof deviceOptions)[keyof typeof deviceOptions];
  readonly primary: boolean;
}

export interface ErxInfo {
  readonly identityConfirmed: boolean;
  readonly approved: boolean;
  readonly devices: readonly DeviceRow[];
  /** Two devices of one nickname (002:113). */
  readonly warnings: readonly 'nickname-repeated'[];
  readonly prescriber: { readonly licenceNumber: string; readonly deaNumbers: readonly string[] };
}

/** eRx Info (002:9-18, 002:101-107). */
export function erxInfo(context: Context, session: string): Promise<Answer<ErxInfo>> {
  return atDrchrono(context, session, async (at) => {
    const { account, prescriber } = at;
    const methods = await devicesOf(at);
    const primary = primaryOf(account, methods);
    const names = methods.map(({ name }) => name);
    return done({
      identityConfirmed: account.idmeEmail !== null,
      approved: account.approvedUs !== null,
      devices: methods.map((method) => rowOf(method, primary)),
      warnings: new Set(names).size < names.length ? (['nickname-repeated'] as const) : [],
      prescriber: {
        licenceNumber: prescriber.licence.number,
        deaNumbers: prescriber.organizations.map(({ deaNumber }) => deaNumber),
      },
    });
  });
}

/** "Select as Primary Device" (002:97): replaces the primary device. */
export function selectPrimary(
  context: Context,
  session: string,
  input: { device: string },
): Promise<Answer<DeviceRow>> {
  return atDrchrono(context, session, async (at) => {
    const { work, account } = at;
    const method = (await devicesOf(at)).find(({ id }) => id === input.device);
    if (method === undefined) throw new Refused('no-such-device', { field: 'device' });
    work.write(accounts, account.username, { ...account, primary: method.id });
    work.tell({
      event: 'epcs.drchrono-primary',
      outcome: 'selected',
      subject: ownerOf(account.npi),
      actor: ownerOf(account.npi),
      detail: [['device', method.id]],
    });
    return done(rowOf(method, method.id));
  });
}

/** Deletes a device at ID.me and here. Deleting the primary device needs a successor. */
export function deleteDevice(
  context: Context,
  session: string,
  input: { device: string; successor?: string },
): Promise<Answer<{ devices: readonly DeviceRow[] }>> {
  return atDrchrono(context, session, async (at) => {
    const { work, account } = at;
    const methods = await devicesOf(at);
    const method = methods.find(({ id }) => id === input.device);
    if (method === undefined) throw new Refused('no-such-device', { field: 'device' });
    const left = methods.filter((other) => other !== method);
    let primary = primaryOf(account, methods);
    if (primary === method.id && left.length > 0) {
      const successor = left.find(({ id }) => id === input.successor);
      if (successor === undefined) throw new Refused('successor-needed', { field: 'successor' });
      primary = successor.id;
    } else if (left.length === 0) throw new Refused('last-method');
    const identity = await work.read(idmeAccounts, account.idmeEmail ?? '');
    const plan = (): Answer<{ devices: readonly DeviceRow[] }> => {
      if (identity !== null)
        work.write(idmeAccounts, identity.email, {
          ...identity,
          methods: identity.methods.filter(({ id }) => id !== method.id),
        });
      work.write(accounts, account.username, { ...account, primary });
      const actor = ownerOf(account.npi);
      work.tell({
        event: 'epcs.drchrono-device',
        outcome: 'deleted',
        subject: actor,
        actor,
        detail: [['device', method.id]],
      });
      return done({ devices: left.map((other) => rowOf(other, primary)) });
    };
    return deleteGenerator(work, method, ownerOf(account.npi), 'deleted at DrChrono', plan);
  });
}

/**
 * Signs with the code of a code generator: the chosen one, or the only one. With several and no choice, the user is asked
 * which (002:111).
 */
export async function sign(
  context: Context,
  session: string,
  input: Omit<SignInput, 'token'> & { chosenDevice?: string },
): Promise<Answer<Signed>> {
  const token = await atDrchrono(context, session, async (at) => {
    const { account, work } = at;
    const identity = await work.read(idmeAccounts, account.idmeEmail ?? '');
    if (account.approvedUs === null || !isVerified(identity)) throw new Refused('drchrono-not-approved');
    const generators = (await devicesOf(at)).filter(({ kind }) => kind === 'code-generator');
    if (input.chosenDevice === undefined && generators.length > 1)
      throw new Refused('which-device', { field: 'chosenDevice' });
    const chosen = generators.find(({ id }) => input.chosenDevice === undefined || id === input.chosenDevice);
    if (chosen?.credentialId === null || chosen === undefined)
      throw new Refused('no-such-device', { field: 'chosenDevice' });
    await bindGenerator(at, chosen);
    return done(chosen.credentialId);
  });
  if (!token.ok) return token;
  const { chosenDevice: _, ...rest } = input;
  return signAt(context, session, { ...rest, token: token.value }, ['drchrono']);
}

/** Binds a code generator without another code, since the person with this NPI has already proved it at ID.me. */
async function bindGenerator({ work, account, prescriber }: AtDrchrono, method: Method): Promise<void> {
  const id = method.credentialId ?? '';
  const existing = await work.read(bindings, id);
  if (existing !== null) return;
  const binding: Binding = {
    credentialId: id,
    npi: account.npi,
    nickname: method.name,
    manufacturer: 'IDME',
    issuer: 'DRFIRST',
    type: 'OTP SOFT TOKEN',
    model: 'CODE GENERATOR',
    state: 'active',
    reason: null,
    device: null,
    boundUs: work.atUs,
    changedUs: work.atUs,
  };
  work.write(bindings, id, binding);
  work.write(prescribers, account.npi, { ...prescriber, tokens: [...prescriber.tokens, id] });
  work.tell({ event: 'epcs.bind', outcome: 'bound', subject: id, actor: ownerOf(account.npi) });
}

interface AtDrchrono {
  readonly work: Work;
  readonly open: OpenSession;
  readonly account: DrchronoAccount;
  readonly prescriber: Prescriber;
}

function atDrchrono<T>(
  context: Context,
  session: string,
  body: (at: AtDrchrono) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  return transact(context, null, async (work) => {
    const open = await sessionOf(work, session, 'drchrono', ['signed-in']);
    const account = await work.read(accounts, String(open.data.username));
    const prescriber = await work.read(prescribers, open.subject);
    if (account === null || prescriber === null) throw new Refused('signed-out');
    return body({ work, open, account, prescriber });
  });
}

/** Push and code generators are devices (002:5); a phone is not. */
async function devicesOf({ work, account }: AtDrchrono): Promise<readonly Method[]> {
  const identity = await work.read(idmeAccounts, account.idmeEmail ?? '');
  return (identity?.methods ?? []).filter(({ kind }) => kind !== 'phone');
}

/** The primary device: the chosen one, or the one that was added first. */
function primaryOf({ primary }: DrchronoAccount, methods: readonly Method[]): string | null {
  return methods.some(({ id }) => id === primary) ? primary : (methods.at(-1)?.id ?? null);
}

function rowOf({ id, name, kind }: Method, primary: string | null): DeviceRow {
  return {
    id,
    name,
    option: deviceOptions[kind === 'push' ? 'push' : 'code-generator'],
    primary: id === primary,
  };
}
