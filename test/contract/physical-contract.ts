// What any fob must do that foblab did not make: asked of the one in somebody's hand.
import * as assert from 'node:assert/strict';
import { suite, type Test } from 'uvu';
import { kernelCodeSource, locateCounter, locateSteps, reading } from '../../src/observations/index.js';
import { createMemoryStore, createVerifier, developmentKeyring } from '../../src/verification/index.js';
import { skip } from '../skip.js';
import type { Person } from './person.js';
import type { PhysicalFob } from './physical-fob.js';

export interface PhysicalRun {
  fob: PhysicalFob;
  person: Person | undefined;
  /** The seed, where somebody has it; SHA-1 and steps of 30 seconds. */
  secret: Uint8Array | undefined;
}

/** What a simulated fob is put through by a line, and a real one only by an oven, a year or a saw. */
const notInjected = [
  'drift by a rate of choice',
  'a clock that is set',
  'ageing',
  'temperature',
  'a battery that runs down',
  'faults of the button, the display and the memory',
];

/** Registers the contract; the caller runs it. */
export function physicalContract({ fob, person, secret }: PhysicalRun): Test {
  const contract = suite(`physical: ${fob.name}`);
  contract.after(() => fob.close());
  const { serial, code } = fob;
  const check = (title: string, missing: string | undefined, run: () => Promise<void>): void => {
    if (missing === undefined) contract(title, run);
    else skip(contract, title, `physical: ${missing}`);
  };
  const noCode = code === undefined ? 'FOBLAB_DEVICE_SLOT names no slot that makes codes' : undefined;
  const noSeed =
    secret === undefined ? 'FOBLAB_DEVICE_SECRET_FILE names no seed to hold it against' : undefined;
  const nobody = person === undefined ? 'nobody is at a terminal' : undefined;

  check('says who it is, the same again', serial ? undefined : 'it has no port to say it by', async () => {
    const first = await serial!();
    assert.match(first, /\S/);
    assert.equal(await serial!(), first);
  });

  check('shows a code of six to ten digits, twice', noCode, async () => {
    const codes = [await code!(), await code!()];
    for (const one of codes) assert.match(one, /^\d{6,10}$/);
    if (fob.kind === 'hotp') assert.notEqual(codes[0], codes[1], 'an event-based code comes once');
  });

  check(
    'another step, another code',
    noCode ?? (fob.kind === 'hotp' ? 'it is event-based' : nobody),
    async () => {
      const first = await code!();
      person!.ask('Wait for a minute, then press Return here');
      assert.notEqual(await code!(), first);
    },
  );

  check('its code is one of its seed', noCode ?? noSeed, async () => {
    const shown = await code!();
    const source = kernelCodeSource(secret!, 'SHA1', shown.length);
    if (fob.kind === 'hotp') {
      const located = locateCounter([shown], source, { from: 0, lookAhead: 10_000 });
      assert.ok(located.found, 'no counter below 10 000 has this code');
      return;
    }
    const seen = reading({ serial: '0000', code: shown, atMs: Date.now() });
    const [nearest] = locateSteps(seen, source, {
      periodSeconds: 30,
      t0Seconds: 0,
      aroundOffsetSeconds: 0,
      withinSeconds: 3600,
    });
    assert.ok(nearest !== undefined, 'no step within an hour has this code');
  });

  check('a verifier accepts its code, and only once', noCode ?? noSeed, async () => {
    const verifier = createVerifier({ store: createMemoryStore(), keyring: developmentKeyring() });
    const shown = await code!();
    const atUs = Date.now() * 1000;
    const source = kernelCodeSource(secret!, 'SHA1', shown.length);
    const located = locateCounter([shown], source, { from: 0, lookAhead: 10_000 });
    await verifier.enroll({
      ...(fob.kind === 'hotp' && located.found ? { counter: located.counter } : {}),
      id: 'physical',
      seed: secret!,
      kind: fob.kind,
      algorithm: 'SHA1',
      digits: shown.length,
      policy: 'symantec-vip-low',
      atUs,
      actor: 'contract',
      reason: 'contract',
    });
    const judge = async (at: number): Promise<string> =>
      (await verifier.verify({ credentialId: 'physical', code: shown, atUs: at })).outcome;
    assert.match(await judge(atUs), /^accepted/);
    assert.equal(await judge(atUs + 60_000_000), 'replayed');
  });

  check(
    'is found again after it was pulled out',
    fob.reconnects ? nobody : 'it keeps no connection that could be lost',
    async () => {
      const before = await serial!();
      person!.ask('Pull it out, plug it in again, then press Return here');
      assert.equal(await serial!().catch(() => serial!()), before);
    },
  );

  for (const what of notInjected) skip(contract, what, 'physical: it cannot be injected into a real fob');
  return contract;
}
