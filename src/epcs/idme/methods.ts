// Sign In & Security (002:20-26, 002:43-93): the sign-in methods, added, renamed and deleted, and the recovery code.
import { isSuccess } from '../../verification/index.js';
import { type Answer, done, Refused, refused } from '../answer.js';
import type { Context } from '../context.js';
import { refuseOutage } from '../fault.js';
import { choiceField, emailField, optionalText, phoneField, textField } from '../field.js';
import { linkAddress, linkLifetimes, newLink, useLink } from '../link.js';
import { send } from '../outbox.js';
import { nextFactor, nextStep } from '../session.js';
import { countFailure, readThrottle, refuseThrottled } from '../throttle.js';
import { transact } from '../work.js';
import { atIdme } from './at-idme.js';
import { deleteGenerator } from './delete-generator.js';
import { type Method, saveAccount, tellIdme } from './idme-account.js';

export interface MethodRow {
  readonly id: string;
  readonly kind: Method['kind'];
  readonly name: string;
  readonly addedUs: number;
}

const adding = ['signed-in', 'recovery-method'] as const;

/** "Your Multi-Factor Sign in Method": the newest first. */
export function methods(
  context: Context,
  session: string,
): Promise<
  Answer<{
    email: string;
    memberSinceUs: number;
    verifiedUs: number | null;
    methods: readonly MethodRow[];
    recoveryCode: boolean;
  }>
> {
  return atIdme(context, session, ['signed-in'], async ({ account }) =>
    done({
      email: account.email,
      memberSinceUs: account.createdUs,
      verifiedUs: account.verifiedUs,
      methods: account.methods.map(rowOf),
      recoveryCode: account.recoveryCode !== null,
    }),
  );
}

function rowOf({ id, kind, name, addedUs }: Method): MethodRow {
  return { id, kind, name, addedUs };
}

/** The secret of an authenticator app, shown as a QR code and as a key (000:63). Show it only to its owner. */
export interface GeneratorSecret {
  readonly credentialId: string;
  /** base32. */
  readonly secretKey: string;
  readonly uri: string;
}

/** "Enroll with barcode / secret key" (002:71). */
export function beginCodeGenerator(context: Context, session: string): Promise<Answer<GeneratorSecret>> {
  return atIdme(context, session, adding, async ({ work, open, account }) => {
    const secret = await newGenerator(work, account.email);
    nextStep(work, open, open.stage, { ...open.data, generator: secret.credentialId });
    return done(secret);
  });
}

/** "Enroll in Code Generator with an activation link" (002:66-69). */
export function sendActivationLink(
  context: Context,
  session: string,
  input: { channel: string; to: string },
): Promise<Answer<{ sentTo: string }>> {
  return atIdme(context, session, adding, async ({ work, open, account }) => {
    const channel = choiceField('channel', input.channel, ['text', 'mail'] as const);
    const to = channel === 'text' ? phoneField('to', input.to) : emailField('to', input.to);
    await refuseThrottled(work, 'idme-link', account.email);
    await countFailure(work, 'idme-link', account.email);
    const { credentialId } = await newGenerator(work, account.email);
    const expiresUs = work.atUs + linkLifetimes.phoneUs;
    const secret = newLink(work, {
      purpose: 'idme-activation',
      subject: account.email,
      data: { credentialId },
      expiresUs,
    });
    await send(work, {
      channel,
      to,
      from: 'ID.me',
      subject: 'Set up your code generator',
      text: 'Open this link in the ID.me Authenticator app, version 1.5.0 or greater.',
      link: linkAddress(work, '/idme/activate', secret),
      expiresUs,
    });
    nextStep(work, open, open.stage, { ...open.data, generator: credentialId });
    return done({ sentTo: to });
  });
}

/** The app opens the link. The version of the app must be 1.5.0 or greater (002:62). */
export function openActivationLink(
  context: Context,
  input: { link: string; appVersion: string },
): Promise<Answer<GeneratorSecret>> {
  return transact(context, null, async (work) => {
    await refuseOutage(work);
    if (!isAtLeast(input.appVersion, [1, 5, 0])) throw new Refused('app-too-old');
    const { subject, data } = await useLink(work, input.link, 'idme-activation');
    const credentialId = String(data.credentialId);
    const seed = await work.once('seed', () =>
      context.verifier.revealSeed({
        credentialId,
        atUs: work.atUs,
        actor: `idme:${subject}`,
        reason: 'activation link',
      }),
    );
    return done(secretOf(credentialId, subject, seed));
  });
}

/** "Confirm your device": the 6-digit code and an optional name (002:79-84). */
export function confirmCodeGenerator(
  context: Context,
  session: string,
  input: { code: string; name?: string },
): Promise<Answer<{ session: string; method: MethodRow; warnings: readonly string[] }>> {
  return atIdme(context, session, adding, async ({ work, open, account }) => {
    const credentialId = open.data.generator;
    if (typeof credentialId !== 'string') throw new Refused('step-out-of-order');
    await refuseThrottled(work, 'idme', account.email);
    const { count } = await readThrottle(work, 'idme', account.email);
    const name = optionalText('name', input.name, 40) ?? `Code Generator ${account.methods.length + 1}`;
    const warnings = account.methods.some((other) => other.name === name) ? ['nickname-repeated'] : [];
    return work.judge<{ session: string; method: MethodRow; warnings: readonly string[] }>(
      (companions) =>
        context.verifier.activate({
          credentialId,
          codes: [input.code.slice(0, 1024)],
          atUs: work.atUs,
          actor: `idme:${account.email}`,
          companions,
        }),
      ({ outcome }) => {
        if (!isSuccess(outcome)) {
          count();
          return refused('invalid-code', { field: 'code', values: { it: context.settings.itContact } });
        }
        const method: Method = {
          id: work.random('method', 9),
          kind: 'code-generator',
          name,
          addedUs: work.atUs,
          phone: null,
          app: null,
          credentialId,
        };
        saveAccount(work, account, { methods: [method, ...account.methods] });
        tellIdme(work, account.email, 'method', 'added');
        const { generator: _, ...data } = open.data;
        return done({ session: nextFactor(work, open, 'signed-in', data), method: rowOf(method), warnings });
      },
    );
  });
}

/** Push Notification, Add (002:47): `app` is the ID of the app that shows them. */
export function addPush(
  context: Context,
  session: string,
  input: { app: string; name?: string },
): Promise<Answer<MethodRow>> {
  return atIdme(context, session, ['signed-in'], async ({ work, account }) => {
    const app = textField('app', input.app, 64);
    const name = optionalText('name', input.name, 40) ?? app;
    const method: Method = {
      id: work.random('method', 9),
      kind: 'push',
      name,
      addedUs: work.atUs,
      phone: null,
      app,
      credentialId: null,
    };
    saveAccount(work, account, { methods: [method, ...account.methods] });
    tellIdme(work, account.email, 'method', 'added');
    return done(rowOf(method));
  });
}

export function renameMethod(
  context: Context,
  session: string,
  input: { method: string; name: string },
): Promise<Answer<MethodRow>> {
  return atIdme(context, session, ['signed-in'], async ({ work, account }) => {
    const name = textField('name', input.name, 40);
    const method = account.methods.find(({ id }) => id === input.method);
    if (method === undefined) throw new Refused('method-choice', { field: 'method' });
    const renamed = { ...method, name };
    saveAccount(work, account, {
      methods: account.methods.map((other) => (other === method ? renamed : other)),
    });
    return done(rowOf(renamed));
  });
}

/** The trash can (002:40). The credential of a deleted code generator accepts no more codes. The last method stays. */
export function deleteMethod(
  context: Context,
  session: string,
  input: { method: string },
): Promise<Answer<{ deleted: string }>> {
  return atIdme(context, session, ['signed-in'], async ({ work, account }) => {
    const method = account.methods.find(({ id }) => id === input.method);
    if (method === undefined) throw new Refused('method-choice', { field: 'method' });
    if (account.methods.length === 1) throw new Refused('last-method');
    const left = account.methods.filter((other) => other !== method);
    const actor = `idme:${account.email}`;
    const plan = (): Answer<{ deleted: string }> => {
      saveAccount(work, account, { methods: left });
      tellIdme(work, account.email, 'method', 'deleted');
      return done({ deleted: method.id });
    };
    return deleteGenerator(work, method, actor, 'deleted at ID.me', plan);
  });
}

/** "Generate a recovery code" (001:86): it is shown once, and makes the older one void. */
export function generateRecoveryCode(context: Context, session: string): Promise<Answer<{ code: string }>> {
  return atIdme(context, session, ['signed-in'], async ({ work, account }) => {
    const bytes = Buffer.from(work.random('recovery', 16), 'base64url');
    const plain = base32(bytes).slice(0, 20);
    const code = plain.replace(/(.{5})(?=.)/g, '$1-');
    const recoveryCode = await work.once('recovery', () => context.hash.make(plain));
    saveAccount(work, account, { recoveryCode });
    tellIdme(work, account.email, 'recovery-code', 'generated');
    return done({ code });
  });
}

async function newGenerator(work: Parameters<typeof nextStep>[0], email: string): Promise<GeneratorSecret> {
  const { verifier } = work.context;
  const credentialId = `IDME-${work.random('generator', 9)}`;
  const seed = new Uint8Array(Buffer.from(work.random('generator seed', 20), 'base64url'));
  // A separate transaction is safe: an issued credential that nobody confirms accepts no code.
  if ((await verifier.credential(credentialId)) === null)
    await verifier.enroll({
      id: credentialId,
      seed,
      kind: 'totp',
      lifecycle: 'issued',
      manufacturer: 'ID.me',
      model: 'idme/code-generator',
      policy: 'rfc',
      owner: `idme:${email}`,
      atUs: work.atUs,
      actor: `idme:${email}`,
      reason: 'code generator',
    });
  return secretOf(credentialId, email, seed);
}

function secretOf(credentialId: string, email: string, seed: Uint8Array): GeneratorSecret {
  const secretKey = base32(seed);
  const label = encodeURIComponent(`ID.me:${email}`);
  return {
    credentialId,
    secretKey,
    uri: `otpauth://totp/${label}?secret=${secretKey}&issuer=ID.me&digits=6&period=30`,
  };
}

/** RFC 4648 §6, without padding. */
function base32(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let [text, value, bits] = ['', 0, 0];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet[(value >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text;
}

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = /^([0-9]{1,6})\.([0-9]{1,6})(?:\.([0-9]{1,6}))?$/.exec(version.trim());
  if (parts === null) return false;
  for (const [i, wanted] of least.entries()) {
    const part = Number(parts[i + 1] ?? 0);
    if (part !== wanted) return part > wanted;
  }
  return true;
}
