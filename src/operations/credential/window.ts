import { names } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { policiesOf, storeParameter, verifierHost } from '../../host/verifier/verifier-host.js';
import { ringsOf, wideRing } from '../../verification/window.js';
import { credentialId } from './credential-id.js';

export interface CredentialWindow {
  serial: string;
  policy: string;
  kind: 'totp' | 'hotp';
  stepSeconds: number;
  /** Steps from the verifier's clock (counters from the next one) that are taken now, both included. */
  from: number;
  to: number;
  /** The same for a resynchronization. */
  resynchronizationFrom: number;
  resynchronizationTo: number;
  /** Codes that a resynchronization asks for. */
  resynchronizationCodes: number;
}

export const credentialWindow = defineOperation({
  name: 'credential.window',
  command: 'credential window',
  summary: 'the steps that the verification core would take now: its windows, widened as the policy says',
  examples: ['foblab credential window 3315511111'],
  parameters: { serials: names('serials or credential IDs', 'serial'), store: storeParameter },
  positionals: ['serials'],
  effect: 'read',
  timing: 'waits',
  async run(context, { serials, store: address }) {
    const host = verifierHost(context, address);
    const [verifier, store] = [await host.verifier(), await host.store()];
    const policies = policiesOf(context.directory);
    const nowUs = context.bench.nowUs();
    const windows: CredentialWindow[] = [];
    for (const typed of serials) {
      const record = await store.get(await credentialId(context, verifier, typed));
      const policy = policies.find(({ name }) => name === record?.facts.policy);
      if (record === null || policy === undefined) continue;
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
    return { windows };
  },
  text: ({ windows }) =>
    windows
      .map(
        ({ serial, policy, kind, from, to, resynchronizationFrom, resynchronizationTo }) =>
          `${serial}  ${policy}  ${kind === 'totp' ? 'steps' : 'counters'} ${from} to ${to}, resynchronization ${resynchronizationFrom} to ${resynchronizationTo}`,
      )
      .join('\n') || 'no such credential',
});
