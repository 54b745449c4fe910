import { serials } from '../../contract/parameter.js';
import { oneOf, type Shaped, shared } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { policiesOf, storeParameter, verifierHost } from '../../host/verifier/verifier-host.js';
import { ringsOf, wideRing } from '../../verification/window.js';
import { credentialId } from './credential-id.js';

const windowSchema = shared('CredentialWindow', (t) =>
  t.Object({
    serial: t.String({ description: 'ID of the credential' }),
    policy: t.String(),
    kind: oneOf(t, ['totp', 'hotp']),
    stepSeconds: t.Integer({ description: '0 for HOTP' }),
    from: t.Integer({
      description: 'first step accepted now, from the verifier’s clock; first counter, from the next one',
    }),
    to: t.Integer({ description: 'the last one' }),
    resynchronizationFrom: t.Integer({ description: 'the same for a resynchronization' }),
    resynchronizationTo: t.Integer(),
    resynchronizationCodes: t.Integer({ description: 'codes that a resynchronization asks for' }),
  }),
);

export const window = defineOperation({
  name: 'credential.window',
  command: 'credential window',
  summary: 'show which steps or counters the verifier accepts now, widened as the policy says',
  examples: ['foblab credential window 3315511111'],
  parameters: { serials: serials('serials or credential IDs', 'serial'), store: storeParameter },
  positionals: ['serials'],
  effect: 'read',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      windows: t.Array(t.shared(windowSchema)),
      unknown: t.Array(t.String(), { description: 'serials without a credential, or without its policy' }),
    }),
  async run(context, { serials, store: address }) {
    const host = verifierHost(context, address);
    const [verifier, store] = [await host.verifier(), await host.store()];
    const policies = policiesOf(context.directory);
    const nowUs = context.bench.nowUs();
    const windows: Shaped<typeof windowSchema>[] = [];
    const unknown: string[] = [];
    for (const typed of serials) {
      const record = await store.get(await credentialId(context, verifier, typed));
      const policy = policies.find(({ name }) => name === record?.facts.policy);
      if (record === null || policy === undefined) {
        unknown.push(typed);
        continue;
      }
      const rings = ringsOf(policy, record, nowUs);
      const { origin, window } = rings;
      const wide = wideRing(policy, record, rings);
      windows.push({
        serial: record.id,
        policy: policy.name,
        kind: record.facts.kind,
        stepSeconds: record.facts.stepSeconds,
        from: window.first - origin,
        to: window.last - origin,
        resynchronizationFrom: wide.first - origin,
        resynchronizationTo: wide.last - origin,
        resynchronizationCodes: policy.resynchronization.codes,
      });
    }
    return { windows, unknown };
  },
  text: ({ windows, unknown }) =>
    [
      ...windows.map(
        ({ serial, policy, kind, from, to, resynchronizationFrom, resynchronizationTo }) =>
          `${serial}  ${policy}  ${kind === 'totp' ? 'steps' : 'counters'} ${from} to ${to}, resynchronization ${resynchronizationFrom} to ${resynchronizationTo}`,
      ),
      ...unknown.map((serial) => `${serial}  there is no such credential`),
    ].join('\n') || 'no serial given',
});
