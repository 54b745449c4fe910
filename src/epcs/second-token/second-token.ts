// The rule of the second token (004:154-160): one is required, a second is recommended, and who has none left repeats the
// entire identity proofing.
import type { Binding } from '../tokens/binding.js';

export type SecondTokenAdvice = 'second-token-recommended' | 'entire-proofing-again';

/** What to tell a prescriber who has these tokens; null: nothing. A token that is only put aside for a while counts. */
export function secondTokenAdvice(
  tokens: readonly Pick<Binding, 'state' | 'reason'>[],
): SecondTokenAdvice | null {
  const usable = tokens.filter(
    ({ state, reason }) =>
      state === 'active' || (state === 'inactive' && reason === 'temporarily unavailable'),
  );
  if (usable.length === 0) return 'entire-proofing-again';
  return usable.length === 1 ? 'second-token-recommended' : null;
}

/** One soft and one hard token are recommended (000:3). */
export function kindsAdvice(
  tokens: readonly Pick<Binding, 'state' | 'type'>[],
): 'soft-and-hard-recommended' | null {
  const kinds = new Set(tokens.filter(({ state }) => state === 'active').map(({ type }) => type));
  return kinds.size < 2 ? 'soft-and-hard-recommended' : null;
}
