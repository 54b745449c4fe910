import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, flag, optional, secret, secretText, text } from '../../contract/parameter.js';
import { oneOf } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { otpauthUri, type SeedRecord, writeCsv, writePskc } from '../../seed-files/index.js';
import { foldedSerial } from '../../serials/index.js';
import type { CredentialView } from '../../verification/index.js';
import { idempotentRequest, recordOnce } from '../credential/idempotent-request.js';
import { fobRecord, startOf } from './fob-record.js';
import { leftOut } from './left-out.js';

export const exportSeeds = defineOperation({
  name: 'seed-file.export',
  command: 'export',
  summary: 'write the seeds of credentials and fobs as a seed file: encrypted, or in clear with --plain',
  help: 'Exports the credentials and the fobs of the bench, each serial once. PSKC is encrypted under --password-file or --key-file. --plain writes the seeds in clear; CSV and otpauth need it, since they have no encryption.',
  examples: [
    'foblab export --password-file password.txt > seeds.pskc',
    'foblab export --format pskc --plain',
    'foblab export --format otpauth --plain',
  ],
  parameters: {
    format: optional(choice('format; pskc where left out', ['pskc', 'csv', 'otpauth'])),
    of: optional(choice('what to export; all where left out', ['all', 'credentials', 'fobs'])),
    serial: optional(text('only the one with this serial', 'serial')),
    plain: flag('write the seeds in clear: anybody who reads the file can make every code'),
    password: secretText('file with the password to encrypt under, - for standard input'),
    key: secret('file with a pre-shared key in hexadecimal to encrypt under'),
    by: optional(text('who asks, for the audit', 'name')),
    reason: optional(text('why, for the audit', 'reason')),
    store: storeParameter,
  },
  positionals: [],
  effect: 'change',
  timing: 'waits',
  access: 'administer',
  answer: (t) =>
    t.Object({
      format: oneOf(t, ['pskc', 'csv', 'otpauth']),
      records: t.Integer(),
      plain: t.Boolean({ description: 'the seeds are in clear' }),
      file: t.String({ description: 'the content of the seed file' }),
      notes: t.Array(t.String(), { description: 'what the file has no place for' }),
    }),
  errors: ['refused'],
  secretFields: ['file'],
  async run(context, values) {
    const { format = 'pskc', plain, password, key } = values;
    if (plain && (password !== undefined || key !== undefined))
      throw new OperationError('usage', 'give plain, or a password or key to encrypt under, not both', {
        parameter: 'plain',
        expected: 'plain, or a password or key to encrypt under',
      });
    if (!plain && format !== 'pskc')
      throw new OperationError('usage', `${format} has no encryption, so it needs plain; pskc is encrypted`, {
        parameter: 'format',
        remedy: { operation: 'seed-file.export', arguments: { format, plain: true } },
      });
    if (!plain && password === undefined && key === undefined)
      throw new OperationError('usage', 'an export is encrypted under a password or a key, unless plain', {
        parameter: 'password',
        expected: 'a password or a key, or plain for seeds in clear',
        remedy: { operation: 'seed-file.export', arguments: { password: '<file>' } },
      });
    const { records, notActive } = await recordsOf(context, values);
    if (records.length === 0)
      throw new OperationError('not-found', 'there is nothing to export: no credential and no fob fits');
    const file =
      format === 'csv'
        ? writeCsv(records)
        : format === 'otpauth'
          ? `${records.map((record) => otpauthUri(record)).join('\n')}\n`
          : await writePskc(
              records,
              plain ? { plain: true } : password !== undefined ? { password } : { key: key! },
            );
    recordOnce(context, 'exported', undefined, { format, records: records.length, plain });
    const notes = [
      ...leftOut(records, places[format], kept[format]),
      ...(notActive === 0
        ? []
        : [
            `${notActive} ${notActive === 1 ? 'credential is' : 'credentials are'} not active (lost, disabled, …): an import of the file makes ${notActive === 1 ? 'it' : 'them'} active`,
          ]),
    ];
    return { format, records: records.length, plain, file, notes };
  },
  plain: (result) => result.file.trimEnd(),
  text: (result) => result.file.trimEnd(),
  notes: (result) => result.notes.join('\n'),
});

const places = { pskc: 'PSKC', csv: 'a CSV', otpauth: 'an otpauth URI' } as const;

/** T0 is not among them: a format without a place for it refuses the record. */
const kept: Readonly<Record<keyof typeof places, Parameters<typeof leftOut>[2]>> = {
  pskc: () => true,
  csv: () => false,
  otpauth: (detail, { label, serial }) => detail === 'issuer' || (detail === 'label' && label === serial),
};

const sideBySide = 200;

interface Wanted {
  of: 'all' | 'credentials' | 'fobs' | undefined;
  serial: string | undefined;
  by: string | undefined;
  reason: string | undefined;
  store: string | undefined;
}

async function recordsOf(
  context: OperationContext,
  { of = 'all', serial, by, reason, store }: Wanted,
): Promise<{ records: SeedRecord[]; notActive: number }> {
  const { bench } = context;
  const wanted = serial === undefined ? undefined : foldedSerial(serial);
  const fits = (id: string): boolean => wanted === undefined || foldedSerial(id) === wanted;
  const records = new Map<string, SeedRecord>();
  let notActive = 0;
  if (of !== 'fobs') {
    const verifier = await verifierOf(context, store);
    const asked = idempotentRequest(context);
    for (let afterId: string | undefined; ; ) {
      const page = await verifier.credentials({ limit: 1000, ...(afterId === undefined ? {} : { afterId }) });
      const chosen = page.filter(({ id, lifecycle }) => fits(id) && lifecycle !== 'deleted');
      // Each reveal is a record of the audit. Side by side they share the store's flushes.
      for (let at = 0; at < chosen.length; at += sideBySide) {
        const part = chosen.slice(at, at + sideBySide);
        const seeds = await Promise.all(
          part.map(({ id }) =>
            verifier.revealSeed({
              credentialId: id,
              ...asked,
              actor: by ?? 'operator',
              reason: reason ?? 'export',
            }),
          ),
        );
        for (const [i, credential] of part.entries()) {
          if (!['active', 'issued'].includes(credential.lifecycle)) notActive++;
          records.set(foldedSerial(credential.id), credentialRecord(credential, seeds[i]!, records.size + 1));
        }
      }
      if (page.length < 1000) break;
      afterId = page[page.length - 1]!.id;
    }
  }
  if (of !== 'credentials')
    for (const entry of bench.fobs()) {
      if (!fits(entry.serial) || records.has(foldedSerial(entry.serial))) continue;
      const record = bench.look(entry.serial, (fob) => fobRecord(fob, entry, records.size + 1));
      if (record !== undefined) records.set(foldedSerial(entry.serial), record);
    }
  return { records: [...records.values()], notActive };
}

function credentialRecord(credential: CredentialView, seed: Uint8Array, record: number): SeedRecord {
  const { manufacturer, model, issuer, label, notBeforeUs, expiresUs } = credential;
  return {
    serial: credential.id,
    secret: seed,
    type: credential.kind,
    algorithm: credential.algorithm.toLowerCase() as SeedRecord['algorithm'],
    digits: credential.digits,
    position: { record, line: 1, column: 1 },
    ...(credential.kind === 'totp'
      ? {
          periodSeconds: credential.stepSeconds,
          ...startOf(credential.t0Seconds),
          ...(credential.driftSteps === 0 ? {} : { driftSteps: credential.driftSteps }),
        }
      : { counter: credential.counter! }),
    ...(manufacturer === null ? {} : { manufacturer }),
    ...(model === null ? {} : { model }),
    ...(issuer === null ? {} : { issuer }),
    ...(label === null ? {} : { label }),
    ...(notBeforeUs === null ? {} : { startDate: wholeSeconds(notBeforeUs) }),
    ...(expiresUs === null ? {} : { expiryDate: wholeSeconds(expiresUs) }),
  };
}

function wholeSeconds(us: number): string {
  return isoTime(Math.floor(us / 1e6) * 1e6);
}
