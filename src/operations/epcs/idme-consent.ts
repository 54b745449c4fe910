// ID.me's consent to share an identity with a client, and the key that signs it.
import { flag } from '../../contract/parameter.js';
import { oneOf } from '../../contract/schema.js';
import { idme } from '../../epcs/index.js';
import { by, epcsOperation, opaqueId, sessionParameter } from './epcs-operation.js';

export const consentPage = epcsOperation({
  system: 'idme',
  verb: 'consent-page',
  summary: 'show what Allow shares',
  example: 'REQUEST --session-file s.txt',
  parameters: {
    session: sessionParameter,
    authorization: opaqueId('request of the program', 'authorization'),
  },
  positionals: ['authorization'],
  value: (t) =>
    t.Object({
      client: t.String(),
      clientName: t.String(),
      shared: t.Array(t.Object({ name: t.String(), value: t.String() })),
    }),
  run: (epcs, values) => idme.consentPage(epcs, values.session, { authorization: values.authorization }),
});

export const answerConsent = epcsOperation({
  system: 'idme',
  verb: 'answer-consent',
  summary: 'Allow, or deny',
  example: 'REQUEST --allow --session-file s.txt',
  parameters: {
    session: sessionParameter,
    authorization: opaqueId('request of the program', 'authorization'),
    allow: flag('Allow; denied where left out'),
  },
  positionals: ['authorization'],
  value: (t) => t.Object({ state: oneOf(t, ['allowed', 'denied']), client: t.String() }),
  run: (epcs, values) =>
    idme.answerConsent(epcs, values.session, { authorization: values.authorization, allow: values.allow }),
});

export const rotateKey = epcsOperation({
  system: 'idme',
  verb: 'rotate-key',
  summary: 'have ID.me sign its tokens with a new key: clients have to fetch the key set again',
  help: 'The two keys before stay in the published set, so that tokens which they signed are still good.',
  example: '--by "Person One"',
  parameters: { by },
  access: 'administer',
  value: (t) => t.Object({ rotations: t.Integer() }),
  run: (epcs, values) => idme.rotateKey(epcs, { by: values.by ?? 'operator' }),
});
