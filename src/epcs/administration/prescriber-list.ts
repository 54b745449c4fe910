// The list of prescribers for administrators, with their right to sign and their tokens.
import { type Answer, done } from '../answer.js';
import type { Context } from '../context.js';
import { nameOf, prescribers } from '../prescribers/prescriber.js';
import { registry } from '../registry/registry.js';
import { type SigningRight, signingRights } from '../signing/signing-right.js';
import { type BindingState, tokensOf } from '../tokens/binding.js';
import { transact } from '../work.js';

export interface ListedPrescriber {
  readonly npi: string;
  readonly name: string;
  readonly email: string;
  /** Region in the registry, 1 to 5; null for none. */
  readonly region: number | null;
  /** The state of the right to sign; null if nobody has entered one. */
  readonly right: SigningRight['state'] | null;
  readonly tokens: readonly {
    readonly credentialId: string;
    readonly nickname: string;
    readonly state: BindingState;
    readonly reason: string | null;
  }[];
}

/** The first thousand, by NPI. */
export function prescriberList(
  context: Context,
): Promise<Answer<{ prescribers: readonly ListedPrescriber[] }>> {
  return transact(context, null, async (work) => {
    const rows = await work.list(prescribers, { limit: 1000 });
    const listed = await Promise.all(
      rows.map(async ({ row }): Promise<ListedPrescriber> => {
        const [right, entry, tokens] = [
          await work.read(signingRights, row.npi),
          await work.read(registry, row.npi),
          await tokensOf(work, row),
        ];
        return {
          npi: row.npi,
          name: nameOf(row),
          email: row.email,
          region: entry?.region ?? null,
          right: right?.state ?? null,
          tokens: tokens.map(({ credentialId, nickname, state, reason }) => ({
            credentialId,
            nickname,
            state,
            reason,
          })),
        };
      }),
    );
    return done({ prescribers: listed });
  });
}
