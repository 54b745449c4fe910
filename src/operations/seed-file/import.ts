import { parseIsoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { flag, optional, text } from '../../contract/parameter.js';
import { seedFileFormatSchema, seedReportEntrySchema } from '../../contract/results/seed-file.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import type { SeedFile, SeedRecord } from '../../seed-files/index.js';
import { foldedSerial, quotedWord } from '../../serials/index.js';
import {
  createMemoryStore,
  createVerifier,
  developmentKeyring,
  type EnrollmentRequest,
  type Policy,
} from '../../verification/index.js';
import { hashNames } from '../credential/hash-names.js';
import { recordOnce } from '../credential/idempotent-request.js';
import { trialCredential } from '../credential/trial-credential.js';
import { readSeeds, seedFileParameters } from './read-file.js';
import { reportAnswer, reportLines } from './report-text.js';

const sideBySide = 256;

export const importSeeds = defineOperation({
  name: 'seed-file.import',
  command: 'import',
  summary: "make a credential for each record of a vendor's seed file",
  help: 'All records are imported or none, unless --partial imports the good ones. An encrypted file needs --password-file or --key-file. A list that does not say whether its tokens are time-based or event-based needs --time or --event.',
  examples: [
    'foblab import delivery.pskc --password-file password.txt',
    'foblab import tokens.csv --policy onespan',
    'foblab import tokens.csv --check 3315511111 755224',
  ],
  parameters: {
    ...seedFileParameters,
    check: optional(text('import nothing: see whether a code of this token fits its record', 'serial')),
    code: optional(text('with --check: the code that this token shows now', 'code')),
    policy: optional(text('policy of the credentials; rfc where left out', 'policy')),
    issued: flag('not active yet: no code is accepted until it is activated by a proof (foblab activate)'),
    by: optional(text('who asks, for the audit', 'name')),
    reason: optional(text('why, for the audit', 'reason')),
    store: storeParameter,
  },
  positionals: ['file', 'code'],
  effect: 'change',
  timing: 'waits',
  access: 'administer',
  answer: (t) =>
    t.Object({
      format: t.shared(seedFileFormatSchema),
      imported: t.Array(t.String(), { description: 'serials' }),
      skipped: t.Array(t.String(), { description: 'serials that were enrolled before' }),
      report: t.Array(t.shared(seedReportEntrySchema)),
      notes: t.Array(t.String(), { description: 'about the file as a whole' }),
    }),
  errors: ['refused'],
  async run(context, values) {
    const seeds = await readSeeds(values);
    if ((values.check === undefined) !== (values.code === undefined))
      throw new OperationError('usage', 'check is a serial, and needs the code that this token shows now', {
        parameter: values.check === undefined ? 'check' : 'code',
        remedy: {
          operation: 'seed-file.import',
          arguments: { file: '<file>', code: '<code>', check: '<serial>' },
        },
      });
    if (values.check !== undefined) {
      const judged = await judgeRecord(seeds, values.check, values.code!, context, values.policy);
      return {
        format: seeds.format,
        imported: [],
        skipped: [],
        report: reportAnswer(seeds),
        notes: [judged],
      };
    }
    const verifier = await verifierOf(context, values.store);
    const known: string[] = [];
    const inactive = new Map<string, string>();
    for (const { serial } of seeds.records) {
      const credential = await verifier.credential(serial);
      if (credential === null) continue;
      known.push(serial);
      if (credential.lifecycle !== 'active') inactive.set(serial, credential.lifecycle);
    }
    // Sent again, this request finds credentials that it has imported itself: it continues where it was.
    const { taken } = context.once('begun', () => ({ taken: known }));
    if (taken.length > 0 && !values.partial)
      throw new OperationError(
        'refused',
        `nothing imported: ${taken.length} of ${seeds.records.length} serials are enrolled already (${taken
          .slice(0, 5)
          .map((serial) => withState(serial, inactive))
          .join(', ')}${taken.length > 5 ? ', …' : ''}); take them out of the file, or import the rest`,
        {
          parameter: 'partial',
          remedy: { operation: 'seed-file.import', arguments: { file: '<file>', partial: true } },
        },
      );
    const [enrolled, before] = [new Set(known), new Set(taken)];
    const wanted = seeds.records.filter(({ serial }) => !before.has(serial));
    const requests = wanted
      .filter(({ serial }) => !enrolled.has(serial))
      .map((record) => enrollmentOf(record, context.bench.nowUs(), values));
    await rehearse(requests, verifier.policies);
    // Side by side, so that they share the store's flushes.
    for (let done = 0; done < requests.length; done += sideBySide) {
      context.progress(done, requests.length, 'credentials');
      await Promise.all(requests.slice(done, done + sideBySide).map((request) => verifier.enroll(request)));
    }
    context.progress(requests.length, requests.length, 'credentials');
    const imported = wanted.map(({ serial }) => serial);
    recordOnce(context, 'imported', undefined, { format: seeds.format, credentials: imported.length });
    return {
      format: seeds.format,
      imported,
      skipped: taken,
      report: reportAnswer(seeds),
      notes: [...seeds.notes],
    };
  },
  plain: (result) => result.imported.join('\n'),
  text: (result) =>
    [
      `${result.imported.length} ${result.imported.length === 1 ? 'credential' : 'credentials'} imported (${result.format})${result.skipped.length > 0 ? `, ${result.skipped.length} enrolled before` : ''}`,
      ...reportLines(result),
    ].join('\n'),
});

/** `K1`, or `K1, lost` where that is no active credential. */
function withState(serial: string, inactive: ReadonlyMap<string, string>): string {
  const state = inactive.get(serial);
  return state === undefined ? serial : `${serial}, ${state}`;
}

/** What the record and the code say together. @throws OperationError `refused` where the code is not right */
async function judgeRecord(
  { records }: SeedFile,
  typed: string,
  code: string,
  context: OperationContext,
  policy: string | undefined,
): Promise<string> {
  const atUs = context.bench.nowUs();
  const record = records.find(({ serial }) => foldedSerial(serial) === foldedSerial(typed));
  if (record === undefined)
    throw new OperationError(
      'not-found',
      `the file has no serial ${quotedWord(typed)}; nothing was imported`,
    );
  const verifier = await trialCredential(
    context,
    enrollmentOf(record, atUs, { policy, by: undefined, reason: undefined, issued: false }),
  );
  const asked = { credentialId: record.serial, code, atUs };
  const { outcome, cause, suggestedAction } = await verifier.verify(asked);
  if (outcome === 'accepted') return `the code of ${record.serial} is right: ${cause}; nothing was imported`;
  const diagnosis = await verifier.diagnose(asked);
  throw new OperationError(
    'refused',
    `the code of ${record.serial} is ${outcome}: ${diagnosis ?? `${cause}; ${outcome === 'out-of-sync' ? 'import it and resynchronize' : suggestedAction}`}; nothing was imported`,
  );
}

interface ImportValues {
  issued: boolean;
  policy: string | undefined;
  by: string | undefined;
  reason: string | undefined;
}

function enrollmentOf(
  record: SeedRecord,
  atUs: number,
  { policy, issued, by, reason }: ImportValues,
): EnrollmentRequest {
  return {
    id: record.serial,
    serial: record.serial,
    seed: record.secret,
    kind: record.type,
    algorithm: hashNames[record.algorithm],
    digits: record.digits,
    atUs,
    actor: by ?? 'operator',
    reason: reason ?? 'import',
    ...(record.type === 'totp'
      ? {
          stepSeconds: record.periodSeconds ?? 30,
          t0Seconds: record.t0Seconds ?? 0,
          driftSteps: record.driftSteps ?? 0,
        }
      : { counter: record.counter ?? 0 }),
    ...(record.manufacturer === undefined ? {} : { manufacturer: record.manufacturer }),
    ...(record.model === undefined ? {} : { model: record.model }),
    ...(record.issuer === undefined ? {} : { issuer: record.issuer }),
    ...(record.label === undefined ? {} : { label: record.label }),
    ...(record.startDate === undefined ? {} : { notBeforeUs: parseIsoTime(record.startDate)! }),
    ...(record.expiryDate === undefined ? {} : { expiresUs: parseIsoTime(record.expiryDate)! }),
    ...(policy === undefined ? {} : { policy }),
    ...(issued ? { lifecycle: 'issued' as const } : {}),
  };
}

/** All or none: whatever the verifier refuses, it refuses here, before the first credential is stored. */
async function rehearse(requests: readonly EnrollmentRequest[], policies: readonly Policy[]): Promise<void> {
  const verifier = createVerifier({ store: createMemoryStore(), keyring: developmentKeyring(), policies });
  for (const request of requests)
    await verifier.enroll(request).catch((error: Error) => {
      throw new OperationError('refused', `nothing imported: ${request.id}: ${error.message}`, {
        cause: error,
      });
    });
}
