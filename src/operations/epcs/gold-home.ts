// The tabs of EPCS Gold that only show: Home, Profile, Contact Us, Reports.
import { text } from '../../contract/parameter.js';
import { instantSchema, orNull } from '../../contract/schema.js';
import { gold } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, sessionParameter } from './epcs-operation.js';

export const home = epcsOperation({
  system: 'gold',
  verb: 'home',
  summary: 'show Home: grants and tokens',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      name: t.String(),
      npi: t.String(),
      grants: t.Array(t.Object({ organization: t.String(), deaNumber: t.String(), status: t.String() })),
      tokens: t.Array(t.Object({ name: t.String(), identifier: t.String(), status: answers.goldStatus(t) })),
      advice: answers.secondTokenAdvice(t),
    }),
  run: (epcs, values) => gold.home(epcs, values.session),
});

export const profile = epcsOperation({
  system: 'gold',
  verb: 'profile',
  summary: 'show Profile',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      name: t.String(),
      npi: t.String(),
      email: t.String(),
      phone: t.String(),
      role: t.String(),
      specialty: t.String(),
      licence: t.Object({ number: t.String(), state: t.String() }),
      biometric: t.Boolean(),
    }),
  run: (epcs, values) => gold.profile(epcs, values.session),
});

export const contactUs = epcsOperation({
  system: 'gold',
  verb: 'contact-us',
  summary: 'show Contact Us',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ contact: t.String() }),
  run: (epcs, values) => gold.contactUs(epcs, values.session),
});

export const bindingReport = epcsOperation({
  system: 'gold',
  verb: 'binding-report',
  summary: 'report every token that was bound, and what became of it',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      bindings: t.Array(
        t.Object({
          nickname: t.String(),
          credentialId: t.String(),
          status: answers.goldStatus(t),
          reason: orNull(t, t.String()),
          boundAt: instantSchema(t),
          changedAt: instantSchema(t),
        }),
      ),
    }),
  run: (epcs, values) => gold.bindingReport(epcs, values.session),
});

export const signedRecordReport = epcsOperation({
  system: 'gold',
  verb: 'signed-record-report',
  summary: 'report what was signed in a month',
  example: '2026-01 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    month: text('month, such as 2026-01', 'month'),
  },
  positionals: ['month'],
  value: (t) =>
    t.Object({
      month: t.String({ description: 'YYYY-MM' }),
      records: t.Array(
        t.Object({
          key: t.String(),
          id: t.String(),
          signedAt: instantSchema(t),
          credentialId: t.String(),
          patient: t.String(),
          drug: t.String(),
          deaNumber: t.String(),
          signatureHolds: t.Boolean(),
        }),
      ),
    }),
  run: (epcs, values) => gold.signedRecordReport(epcs, values.session, { month: values.month }),
});

export const incidentReport = epcsOperation({
  system: 'gold',
  verb: 'incident-report',
  summary: 'report the security incidents about this prescriber',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ incidents: t.Array(t.shared(answers.incidentSchema)) }),
  run: (epcs, values) => gold.incidentReport(epcs, values.session),
});
