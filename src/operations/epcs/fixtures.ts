// Invented people, the outbox, the registry and the faults of the relying parties.

import { readContent } from '../../contract/content.js';
import { content, flag, number, optional, text } from '../../contract/parameter.js';
import { instantSchema, oneOf, orNull, type SchemaBuilder } from '../../contract/schema.js';
import { currentFaults, fixtures, outboxMessages, registry, setFaults } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { by, epcsOperation, named } from './epcs-operation.js';

export const fixturesLoad = epcsOperation({
  system: 'fixtures',
  verb: 'load',
  summary: 'load the invented prescribers, and say who can do what',
  help: 'Their NPIs are invented: 1234567893 is the example of the standard, the others begin with 2, and no NPI that begins with 2 is known to be assigned. Mail goes to example.test, phones are 202-555-01xx, social security numbers begin with 666.',
  example: '',
  parameters: { by },
  access: 'administer',
  value: (t) =>
    t.Object({
      prescribers: t.Array(
        t.Object({
          npi: t.String(),
          name: t.String(),
          email: t.String(),
          phone: t.String(),
          deaNumbers: t.Array(t.String()),
          region: orNull(t, t.Integer()),
          maySign: t.Boolean(),
          isNew: t.Boolean(),
        }),
      ),
    }),
  run: (epcs, values) => fixtures.loadFixtures(epcs, { by: values.by ?? 'operator' }),
});

export const messagesList = epcsOperation({
  system: 'messages',
  verb: 'list',
  summary: 'show the mails, texts, calls and pushes that were sent, with their links and codes',
  example: '--to one@example.test',
  parameters: { to: optional(text('only to this address or number', 'address')) },
  effect: 'read',
  access: 'administer',
  secretFields: ['messages'],
  value: (t) =>
    t.Object({
      messages: t.Array(
        t.Object({
          id: t.String(),
          channel: oneOf(t, ['mail', 'text', 'call', 'push']),
          to: t.String(),
          from: t.String(),
          subject: t.String(),
          text: t.String(),
          link: orNull(t, t.String()),
          code: orNull(t, t.String()),
          sentAt: instantSchema(t),
          dueAt: orNull(t, instantSchema(t)),
          expiresAt: orNull(t, instantSchema(t)),
          deliveredAt: orNull(t, instantSchema(t)),
          state: oneOf(t, ['under-way', 'arrived', 'lost', 'answered']),
        }),
      ),
    }),
  run: (epcs, { to }) => outboxMessages(epcs, to === undefined ? {} : { to }),
});

export const registryLookUp = epcsOperation({
  system: 'registry',
  verb: 'look-up',
  summary: 'say who the registry has under an NPI',
  example: '1234567893',
  parameters: { npi: text('10 digits', 'npi') },
  positionals: ['npi'],
  effect: 'read',
  value: (t) => t.Object({ entry: orNull(t, t.shared(answers.registryEntrySchema)) }),
  run: async (epcs, { npi }) => named('entry', await registry.lookUp(epcs, { npi })),
});

const registrySize = { mostBytes: 2 ** 34, expected: 'expected CSV with a header line' };
const regionsSize = { mostBytes: 65_536, expected: 'expected lines such as MD,2' };

export const registryImport = epcsOperation({
  system: 'registry',
  verb: 'import',
  summary: 'add entries to the registry from CSV: the monthly NPI file, or one of your own',
  help: 'Look-ups find them; nobody in them can sign in, unless a fixture declares the prescriber. --regions maps states to the regions 1 to 5 of authenticator binding, a line "MD,2" each.',
  example: 'registry.csv --regions regions.csv',
  parameters: {
    file: content('CSV with a header line', registrySize),
    regions: optional(content('states and their regions', regionsSize)),
    by,
  },
  positionals: ['file'],
  access: 'administer',
  value: (t) =>
    t.Object({
      entries: t.Integer(),
      refused: t.Integer({ description: 'how many rows are no entry' }),
      problems: t.Array(t.Object({ line: t.Integer(), why: t.String() }), {
        description: 'the first hundred of them',
      }),
    }),
  run: async (epcs, values) => {
    const regions =
      values.regions === undefined
        ? undefined
        : registry.parseRegions(Buffer.from(await readContent(values.regions, regionsSize)).toString('utf8'));
    const report = await registry.importRegistry(epcs, {
      bytes: values.file.chunks(),
      by: values.by ?? 'operator',
      ...(regions === undefined ? {} : { regions }),
    });
    return { ok: true as const, value: report };
  },
});

const faultFields = (t: SchemaBuilder) =>
  t.Object({
    idmeUnavailable: t.Boolean(),
    registrySlowSeconds: t.Integer(),
    mailLateSeconds: t.Integer(),
    mailLost: t.Boolean(),
    textUndelivered: t.Boolean(),
  });

export const faultsShow = epcsOperation({
  system: 'faults',
  verb: 'show',
  summary: 'show what is broken',
  example: '',
  parameters: {},
  effect: 'read',
  access: 'administer',
  value: faultFields,
  run: async (epcs) => ({ ok: true as const, value: await currentFaults(epcs) }),
});

export const faultsSet = epcsOperation({
  system: 'faults',
  verb: 'set',
  summary: 'break something: mail, texts, ID.me, the registry; what is not named works again',
  example: '--mail-late 600',
  parameters: {
    idmeUnavailable: flag('ID.me answers nobody'),
    mailLost: flag('mails never arrive'),
    textUndelivered: flag('texts never arrive'),
    mailLate: optional(
      number('mails arrive so late', { minimum: 0, maximum: 86_400, unit: 's', whole: true }),
    ),
    registrySlow: optional(
      number('a look-up takes so long', { minimum: 0, maximum: 86_400, unit: 's', whole: true }),
    ),
    by,
  },
  access: 'administer',
  value: faultFields,
  run: (epcs, values) =>
    setFaults(epcs, {
      idmeUnavailable: values.idmeUnavailable,
      mailLost: values.mailLost,
      textUndelivered: values.textUndelivered,
      mailLateSeconds: values.mailLate ?? 0,
      registrySlowSeconds: values.registrySlow ?? 0,
      by: values.by ?? 'operator',
    }),
});
