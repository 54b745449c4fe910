// `foblab epcs demo`: the long story of a prescriber and a drifting fob, on a fresh bench, by the same operations that
// scripts use. Nothing is staged: every line printed is what an operation answered.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initBench } from '../../bench/index.js';
import { OperationError } from '../../contract/operation-error.js';
import type { BenchHost } from '../../host/bench-host.js';
import { holdBench } from '../../host/hold-bench.js';
import { runOperation } from '../../host/run-operation.js';
import { findOperation } from '../../operations/index.js';
import { write } from '../output.js';
import { type Command, described } from './command.js';

export const epcsDemo: Command = {
  operation: described({
    command: 'epcs demo',
    summary:
      'the long story: a prescriber registers, binds a GO 7, a year passes, refused, synchronized, signs, loses it',
    help: 'On a bench of its own, which is gone afterwards. With --json a line a step, of schema foblab.epcs-demo/1. A simulation for testing and training: it is not EPCS Gold, not ID.me, and certifies nothing.',
    examples: ['foblab epcs demo', 'foblab epcs demo --json'],
    parameters: {},
    positionals: [],
  }),
  async run({ options }) {
    const directory = mkdtempSync(join(tmpdir(), 'foblab-epcs-demo-'));
    const tidy = (): void => rmSync(directory, { recursive: true, force: true });
    process.once('exit', tidy);
    try {
      initBench(directory, { rate: 0, atUs: Date.UTC(2026, 0, 1) * 1000, seed: 'epcs demo' });
      const held = await holdBench(directory, findOperation);
      try {
        await new Story(held.benchHost, options.json).tell();
      } finally {
        await held.close();
      }
    } finally {
      tidy();
    }
    return 0;
  },
};

type Given = Record<string, unknown>;
interface VerbAnswer {
  outcome: 'done' | 'refused';
  value?: Record<string, unknown>;
  refusal?: { code: string; message: string; causes: { cause: string; remedy: string }[]; remedy: string };
}

const [one, two] = ['1234567893', '2000000002'];
const [email, phone, username] = ['one@example.test', '+12025550101', 'one'];
const [password, passphrase] = ['A long password 1', 'Correct horse 1'];
const [go7, soft, other] = ['3315511111', 'SYMC12345678', '3315511112'];

class Story {
  readonly #host: BenchHost;
  readonly #json: boolean;

  constructor(host: BenchHost, json: boolean) {
    this.#host = host;
    this.#json = json;
  }

  async tell(): Promise<void> {
    this.#say(
      'A simulation for testing and training, with invented people. A fresh bench at 2026-01-01, its time paused.',
    );
    await this.#did('The invented prescribers are loaded.', 'epcs-fixtures.load', {});
    await this.#stock('onespan/digipass-go7', go7, 20);
    await this.#stock('onespan/digipass-go7', other, 0);
    await this.#stock('symantec/vip-access', soft, 0);
    await this.#run('fob.add', { model: 'idme/phone', serial: phone });

    const session = await this.#register();
    const { backupCodes, session: first } = await this.#bind(session);
    await this.#did('EPCS is activated with a passphrase.', 'epcs-iprescribe.activate-epcs', {
      session: first,
      passphrase,
    });
    const at = await this.#logIn(go7);
    const later = await this.#year(at);
    await this.#sign(later);
    const replacement = await this.#lose(later, backupCodes);
    await this.#restore(replacement);
  }

  async #register(): Promise<string> {
    this.#say('\nPrescriber One registers at iPrescribe and is verified by ID.me.');
    const at = { session: await this.#session('epcs-iprescribe.sign-up', { npi: one }) };
    await this.#did('NPI verified, account created.', 'epcs-iprescribe.create-account', {
      ...at,
      username,
      password,
    });
    await this.#do('epcs-iprescribe.save-personal-info', {
      ...at,
      email,
      role: 'Prescriber',
      specialty: 'Family Medicine',
    });
    const practice = { name: 'Example Clinic', phone: '202-555-0101' };
    await this.#refused(
      'epcs-iprescribe.save-practice-info',
      { ...at, ...practice, address: 'P.O. Box 12' },
      'post-office-box',
    );
    await this.#do('epcs-iprescribe.save-practice-info', { ...at, ...practice, address: '1 Example Street' });
    const { authorization } = await this.#do('epcs-iprescribe.launch-idme', at);

    const first = await this.#session('epcs-idme.sign-up', { email, password, acceptTerms: true });
    await this.#do('epcs-idme.confirm-email', { link: await this.#link(email) });
    await this.#do('epcs-idme.after-confirmation', { session: first });
    await this.#do('epcs-idme.set-up-phone', { session: first, phone });
    const idme = {
      session: await this.#session('epcs-idme.confirm-phone', {
        session: first,
        code: await this.#code(phone),
      }),
    };
    await this.#do('epcs-idme.photo-identification', { ...idme, document: 'passport', outcome: 'accepted' });
    await this.#do('epcs-idme.photo-self', { ...idme, outcome: 'accepted' });
    await this.#do('epcs-idme.credit-profile', { ...idme, phone, channel: 'text', outcome: 'accepted' });
    await this.#do('epcs-idme.social-security-number', { ...idme, ssn: '666123450' });
    const identity = { firstName: 'Prescriber', lastName: 'One', birthDate: '1980-01-30' };
    await this.#do('epcs-idme.confirm-information', {
      ...idme,
      ...identity,
      address: '1 Example Street',
      postalCode: '00000',
      confirmed: true,
    });
    await this.#do('epcs-idme.confirm-phone-link', { link: await this.#link(phone) });
    await this.#do('epcs-idme.enter-npi', { ...idme, npi: one });
    const licence = { licenceNumber: 'TEST-0001', licenceState: 'MD', specialty: 'Family Medicine' };
    await this.#did('The identity is verified.', 'epcs-idme.confirm-npi', { ...idme, npi: one, ...licence });
    await this.#refused('epcs-iprescribe.log-in', { username, password }, 'registration-unfinished');
    await this.#did('Allow.', 'epcs-idme.answer-consent', { ...idme, authorization, allow: true });
    await this.#did('The registration is finished.', 'epcs-iprescribe.finish-registration', at);
    return this.#session('epcs-iprescribe.log-in', { username, password });
  }

  async #bind(session: string): Promise<{ backupCodes: string[]; session: string }> {
    this.#say(`\nThe GO 7 33-1551111-1 is bound: serial number, Current Code, Next Code.`);
    await this.#do('epcs-iprescribe.enter-serial', { session, serial: '33-1551111-1' });
    const currentCode = await this.#code(go7);
    const nextCode = await this.#next(go7);
    const bound = await this.#did('The token is active.', 'epcs-iprescribe.synchronize', {
      session,
      currentCode,
      nextCode,
    });
    this.#say(`  ${(bound.backupCodes as string[]).length} backup codes are given, to be kept.`);
    return bound as unknown as { backupCodes: string[]; session: string };
  }

  async #logIn(token: string): Promise<string> {
    const session = await this.#session('epcs-iprescribe.log-in', { username, password });
    const given = { session, token, otp: await this.#next(token) };
    return String(
      (await this.#did('Logged in with its code.', 'epcs-iprescribe.submit-code', given)).session,
    );
  }

  async #year(before: string): Promise<string> {
    this.#say('\nA year passes; the crystal of the GO 7 runs 20 ppm fast.');
    await this.#run('bench.advance', { by: '365d' });
    await this.#refused('epcs-iprescribe.settings', { session: before }, 'signed-out');
    const session = await this.#session('epcs-iprescribe.log-in', { username, password });
    const otp = await this.#code(go7);
    await this.#refused('epcs-iprescribe.submit-code', { session, token: go7, otp }, 'invalid-code');
    const currentCode = await this.#code(go7);
    const nextCode = await this.#next(go7);
    const by = { npi: one, credentialId: go7, by: 'IT', reason: 'clock' };
    await this.#did('IT resynchronizes it with two codes.', 'epcs-administration.resynchronize', {
      ...by,
      currentCode,
      nextCode,
    });
    return this.#logIn(go7);
  }

  async #sign(session: string): Promise<void> {
    this.#say('\nA prescription is written, marked ready and signed; the code is used up.');
    const id = await this.#draft(session);
    const otp = await this.#next(go7);
    const ask = { session, ids: [id], passphrase, token: go7, otp };
    await this.#did('Signed and archived.', 'epcs-signing.sign', ask);
    await this.#refused('epcs-signing.sign', { ...ask, ids: [await this.#draft(session)] }, 'invalid-code');
  }

  async #lose(session: string, backupCodes: string[]): Promise<string> {
    this.#say('\nThe GO 7 is stolen. It is reported, and the right to sign ends at once.');
    const by = { npi: one, credentialId: go7, by: 'IT', reason: 'stolen' };
    await this.#did('Reported.', 'epcs-administration.report-lost', by);
    const otp = await this.#next(go7);
    await this.#refused(
      'epcs-signing.sign',
      { session, ids: [await this.#draft(session)], passphrase, token: go7, otp },
      'no-signing-right',
    );
    const again = await this.#session('epcs-iprescribe.log-in', { username, password });
    const code = backupCodes[0];
    const inside = await this.#did('A backup code lets in.', 'epcs-iprescribe.submit-backup-code', {
      session: again,
      code,
    });
    const at = String(inside.session);
    await this.#do('epcs-iprescribe.enter-serial', { session: at, serial: soft });
    const currentCode = await this.#code(soft);
    const nextCode = await this.#next(soft);
    const given = { session: at, currentCode, nextCode, device: 'phone-1' };
    return String(
      (await this.#did('VIP Access is bound in its place.', 'epcs-iprescribe.synchronize', given)).session,
    );
  }

  async #restore(session: string): Promise<void> {
    this.#say(
      '\nTwo persons restore the right: one enters it, a DEA registrant executes it with an own token.',
    );
    const registrant = await this.#enrolRegistrant();
    await this.#did('Entered.', 'epcs-administration.enter-right', { npi: one, by: 'Administrator' });
    const own = { npi: one, registrant: one, token: soft, otp: await this.#next(soft) };
    await this.#refused('epcs-administration.execute-right', own, 'two-persons');
    const otp = await this.#next(registrant);
    await this.#did('Executed.', 'epcs-administration.execute-right', {
      npi: one,
      registrant: two,
      token: registrant,
      otp,
    });
    const ids = [await this.#draft(session)];
    const sign = { session, ids, passphrase, token: soft };
    await this.#refused(
      'epcs-signing.sign',
      { ...sign, otp: await this.#next(soft), device: 'phone-1' },
      'factor-on-requesting-device',
    );
    await this.#did('Signed again, from another device.', 'epcs-signing.sign', {
      ...sign,
      otp: await this.#next(soft),
      device: 'tablet-1',
    });
  }

  /** Prescriber Two, by the enrolment of EPCS Gold. */
  async #enrolRegistrant(): Promise<string> {
    await this.#do('epcs-gold.invite', { npi: two });
    const invitationId = String((await this.#message('two@example.test')).code);
    const at = { session: await this.#session('epcs-gold.begin-enrolment', { invitationId }) };
    await this.#do('epcs-gold.enrol-token', {
      ...at,
      manufacturer: 'ONESPAN',
      type: 'OTP HARD TOKEN',
      nickname: 'fob',
      credentialId: other,
      otp: await this.#code(other),
    });
    await this.#do('epcs-gold.prove-identity', { ...at, outcome: 'verified' });
    const question = { question: 'First pet?', answer: 'Fido the dog' };
    await this.#did('Prescriber Two enrols at EPCS Gold.', 'epcs-gold.choose-passphrase', {
      ...at,
      passphrase,
      ...question,
    });
    return other;
  }

  async #draft(session: string): Promise<string> {
    const { id, revision } = await this.#do('epcs-signing.draft', {
      session,
      patient: 'Patient One',
      patientAddress: '2 Example Street',
      drug: 'Examplodone',
      strength: '5 mg',
      dosageForm: 'tablet',
      quantity: '20',
      directions: 'one at night',
      refills: 0,
      schedule: 'II',
      deaNumber: 'FP0000012',
    });
    await this.#do('epcs-signing.mark-ready', { session, id, revision });
    return String(id);
  }

  async #stock(model: string, serial: string, driftPpm: number): Promise<void> {
    await this.#run('fob.add', { model, serial, ...(driftPpm === 0 ? {} : { driftPpm }) });
    await this.#run('credential.enroll', { fob: serial, issued: true });
  }

  async #code(fob: string): Promise<string> {
    return (await this.#run<{ code: string }>('fob.code', { fob })).code;
  }

  /** The code after the one that it shows. */
  async #next(fob: string): Promise<string> {
    await this.#run('bench.advance', { by: '30s' });
    return this.#code(fob);
  }

  async #link(to: string): Promise<string> {
    return new URL(String((await this.#message(to)).link)).searchParams.get('link') ?? '';
  }

  async #message(to: string): Promise<Record<string, unknown>> {
    const { messages } = await this.#do('epcs-messages.list', { to });
    return (messages as Record<string, unknown>[]).at(-1) ?? {};
  }

  async #session(name: string, given: Given): Promise<string> {
    return String((await this.#do(name, given)).session);
  }

  async #did(what: string, name: string, given: Given): Promise<Record<string, unknown>> {
    const value = await this.#do(name, given);
    this.#say(`  ${what}`);
    return value;
  }

  async #do(name: string, given: Given): Promise<Record<string, unknown>> {
    const { refusal, value = {} } = await this.#answer(name, given);
    if (refusal !== undefined)
      throw new OperationError('internal', `${name} was to succeed and is refused: ${refusal.code}`);
    return value;
  }

  async #refused(name: string, given: Given, code: string): Promise<void> {
    const { refusal } = await this.#answer(name, given);
    if (refusal?.code !== code)
      throw new OperationError(
        'internal',
        `${name} was to be refused as ${code}, and is ${refusal?.code ?? 'done'}`,
      );
    this.#say(`  Refused: ${refusal.message}`);
    for (const { cause, remedy } of refusal.causes) this.#say(`    - ${cause}: ${remedy}`);
  }

  async #answer(name: string, given: Given): Promise<VerbAnswer> {
    const answer = await this.#run<VerbAnswer>(name, given);
    if (this.#json) {
      const { outcome, refusal } = answer;
      const code = refusal === undefined ? {} : { code: refusal.code };
      write(JSON.stringify({ schema: 'foblab.epcs-demo/1', operation: name, outcome, ...code }));
    }
    return answer;
  }

  async #run<T>(name: string, given: Given): Promise<T> {
    const operation = await findOperation(name);
    if (operation === undefined) throw new OperationError('internal', `there is no operation ${name}`);
    const request = { id: '', operation: name, arguments: given };
    const ignoreItems = () => {};
    return (await runOperation(
      operation,
      this.#host,
      request,
      ignoreItems,
      new AbortController().signal,
    )) as T;
  }

  #say(line: string): void {
    if (!this.#json) write(line);
  }
}
