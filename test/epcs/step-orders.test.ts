// Random orders of what two prescribers, an administrator and a thief do: no state that the rules forbid is reached.
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'uvu';
import { administration, gold, signing } from '../../src/epcs/index.js';
import { type Prescription, prescriptions } from '../../src/epcs/signing/prescription.js';
import { recordHolds, type SignedRecord, signedRecords } from '../../src/epcs/signing/signed-record.js';
import { type SigningRight, signingRights } from '../../src/epcs/signing/signing-right.js';
import { type Binding, bindings } from '../../src/epcs/tokens/binding.js';
import { createMemoryStore, onespan, symantecVip } from '../../src/verification/index.js';
import type { Fob } from '../verification/fixtures.js';
import { type Lab, newLab, one, passphrase, second, two } from './lab.js';
import { prescription } from './registered.js';

const seed = Number(process.env.FOBLAB_SEED ?? 1);
const orders = Number(process.env.FOBLAB_STEP_ORDERS ?? 10_000);
/** Narrow, so that a refusal computes dozens of codes and not thousands. */
const narrow = [onespan, symantecVip].map((policy) => ({
  ...policy,
  time: {
    ...policy.time,
    windowSteps: 2,
    initialWindowSeconds: 0,
    resynchronizationSteps: 4,
    resynchronizationSeconds: 0,
  },
  event: { lookAhead: 2, initialLookAhead: 2, resynchronizationLookAhead: 4 },
}));

interface World {
  readonly lab: Lab;
  readonly fobs: readonly Fob[];
  readonly npis: readonly string[];
  /** The newest session of each prescriber; null: none. */
  readonly sessions: (string | null)[];
  readonly drafts: { npi: number; id: string; revision: number }[];
  /** Codes that let somebody in or signed, each with its fob. */
  readonly used: Set<string>;
}

interface Step {
  readonly verb: number;
  readonly who: number;
  readonly what: number;
}

const verbs: readonly ((world: World, step: Step) => Promise<void>)[] = [
  // Invite, enrol with a fob, prove, choose a passphrase: any of it may be refused.
  async ({ lab, fobs, npis }, { who, what }) => {
    const npi = npis[who]!;
    const invited = await gold.invite(lab.context, { npi, by: 'admin' });
    if (!invited.ok) return;
    const invitationId = (await lab.lastMessage(invited.value.sentTo)).code ?? '';
    const begun = await gold.beginEnrolment(lab.context, { invitationId });
    if (!begun.ok) return;
    const { session } = begun.value;
    const fob = fobs[what % fobs.length]!;
    await gold.enrolToken(lab.context, session, { ...form(fob), otp: lab.code(fob) });
    await gold.proveIdentity(lab.context, session, { outcome: what % 3 === 0 ? 'not-verified' : 'verified' });
    await gold.choosePassphrase(lab.context, session, { passphrase, question: 'q?', answer: 'an answer' });
  },
  async (world, { who, what }) => {
    const { lab, fobs, npis, sessions } = world;
    const first = await gold.signIn(lab.context, { npi: npis[who]!, passphrase });
    if (!first.ok) return;
    const fob = fobs[what % fobs.length]!;
    const otp = lab.code(fob);
    const done = await gold.submitOtp(lab.context, first.value.session, { token: fob.id, otp });
    if (!done.ok) return;
    once(world, fob, otp);
    sessions[who] = done.value.session;
  },
  async ({ lab, npis, sessions }, { who }) => {
    await gold.signIn(lab.context, { npi: npis[who]!, passphrase: 'wrong passphrase' });
    if (sessions[who] !== null) await gold.logOut(lab.context, sessions[who]!);
  },
  async (world, { who, what }) => {
    const { lab, fobs, sessions } = world;
    const fob = fobs[what % fobs.length]!;
    const otp = lab.code(fob);
    const added = await gold.addToken(lab.context, sessions[who] ?? 'none', { ...form(fob), otp });
    if (added.ok) once(world, fob, otp);
  },
  async ({ lab, fobs, sessions }, { who, what }) => {
    const credentialId = fobs[what % fobs.length]!.id;
    const reason = what % 2 === 0 ? 'temporarily unavailable' : 'broken';
    await gold.disableToken(lab.context, sessions[who] ?? 'none', { credentialId, reason });
  },
  async ({ lab, fobs, sessions }, { who, what }) => {
    await gold.enableToken(lab.context, sessions[who] ?? 'none', {
      credentialId: fobs[what % fobs.length]!.id,
    });
  },
  async ({ lab, fobs, sessions }, { who, what }) => {
    await gold.deleteToken(lab.context, sessions[who] ?? 'none', {
      credentialId: fobs[what % fobs.length]!.id,
    });
  },
  async ({ lab, fobs, npis }, { who, what }) => {
    const credentialId = fobs[what % fobs.length]!.id;
    await gold.reportLostToken(lab.context, { npi: npis[who]!, passphrase, credentialId });
  },
  async ({ lab, sessions, drafts }, { who }) => {
    const draft = await signing.draftPrescription(lab.context, sessions[who] ?? 'none', {
      ...prescription,
      deaNumber: who === 0 ? 'FP0000012' : 'FP0000024',
    });
    if (!draft.ok) return;
    drafts.push({ npi: who, id: draft.value.id, revision: 1 });
    await signing.markReady(lab.context, sessions[who]!, { id: draft.value.id, revision: 1 });
  },
  async (world, { who, what }) => {
    const { lab, fobs, sessions, drafts } = world;
    const draft = drafts[what % Math.max(1, drafts.length)];
    const fob = fobs[what % fobs.length]!;
    const otp = lab.code(fob);
    if (draft === undefined) return;
    const ask = { ids: [draft.id], passphrase, token: fob.id, otp };
    const signed = await signing.signPrescriptions(lab.context, sessions[who] ?? 'none', ask);
    if (!signed.ok) return;
    assert.equal(draft.npi, who, 'nobody signs what is another’s');
    once(world, fob, otp);
  },
  async ({ lab, sessions, drafts }, { who, what }) => {
    const draft = drafts[what % Math.max(1, drafts.length)];
    if (draft !== undefined)
      await signing.changePrescription(lab.context, sessions[who] ?? 'none', {
        id: draft.id,
        quantity: '30',
      });
  },
  async ({ lab, npis }, { who }) => {
    await administration.enterRight(lab.context, { npi: npis[who]!, by: 'admin' });
  },
  async (world, { who, what }) => {
    const { lab, fobs, npis } = world;
    const fob = fobs[what % fobs.length]!;
    const otp = lab.code(fob);
    const [npi, registrant] = [npis[who]!, npis[(who + (what % 2)) % 2]!];
    const done = await administration.executeRight(lab.context, { npi, registrant, token: fob.id, otp });
    if (!done.ok) return;
    assert.notEqual(npi, registrant, 'nobody executes the own right');
    once(world, fob, otp);
  },
  async ({ lab }, { what }) => {
    lab.advance((what % 4 === 0 ? 3600 : 30) * second);
  },
];

function form(fob: Fob) {
  const soft = fob.id.startsWith('SYMC');
  return {
    manufacturer: soft ? 'SYMANTEC' : 'ONESPAN',
    issuer: 'DRFIRST',
    type: soft ? 'OTP SOFT TOKEN' : 'OTP HARD TOKEN',
    nickname: fob.id,
    credentialId: fob.id,
  };
}

function once({ used }: World, fob: Fob, otp: string): void {
  const key = `${fob.id} ${otp}`;
  assert.equal(used.has(key), false, `${key} was used before`);
  used.add(key);
}

async function rows<Row>(lab: Lab, table: string): Promise<Row[]> {
  return (await lab.store.companions({ table, limit: 1000 })).map(({ body }) => JSON.parse(body) as Row);
}

async function check({ lab }: World): Promise<void> {
  const bound = await rows<Binding>(lab, bindings.name);
  for (const { credentialId, npi, state } of bound) {
    const credential = (await lab.context.verifier.credential(credentialId))!;
    assert.equal(credential.owner, `npi:${npi}`);
    if (state === 'active') assert.equal(credential.lifecycle, 'active');
    else assert.notEqual(credential.lifecycle, 'active');
    if (state === 'lost') assert.equal(credential.lifecycle, 'lost');
  }
  for (const right of await rows<SigningRight>(lab, signingRights.name)) {
    if (right.state !== 'granted') continue;
    assert.ok(right.executedUs !== null && right.enteredBy !== right.npi && right.executedBy !== right.npi);
    for (const token of bound)
      if (token.npi === right.npi && token.state === 'lost')
        assert.ok(token.changedUs <= right.executedUs, 'a right outlived a loss');
  }
  const records = new Map(
    (await rows<SignedRecord>(lab, signedRecords.name)).map((record) => [record.id, record]),
  );
  const all = await rows<Prescription>(lab, prescriptions.name);
  for (const { id, state, npi, record } of all) {
    assert.equal(record !== null, records.has(id), `${id} is ${state}`);
    if (state === 'signed') assert.ok(recordHolds(records.get(id)!) && records.get(id)?.npi === npi);
  }
}

test(`${orders} random orders of steps reach no forbidden state`, async () => {
  const step = fc.record({ verb: fc.nat(verbs.length - 1), who: fc.nat(1), what: fc.nat(7) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
      const lab = await newLab(createMemoryStore(), 'orders', narrow);
      const ids = ['3315511111', '3315511112', 'SYMC12345678', '3315511113'];
      const fobs = await Promise.all(
        ids.map((id) => lab.stock({ id, policy: id.startsWith('SYMC') ? 'symantec-vip' : 'onespan' })),
      );
      const world: World = {
        lab,
        fobs,
        npis: [one, two],
        sessions: [null, null],
        drafts: [],
        used: new Set(),
      };
      // Both begin enrolled in most orders, or little would be reached.
      for (const who of [0, 1])
        if (steps[0]!.what > who) await verbs[0]!(world, { verb: 0, who, what: who + 1 });
      lab.advance(60 * second);
      for (const one of steps) await verbs[one.verb]!(world, one);
      await check(world);
    }),
    { numRuns: orders, seed },
  );
});

test.run();
