// The rule of the second token (004:154-160): one token is required, a second is recommended, and a prescriber with none left
// has to repeat the entire identity proofing.
import type { Binding } from '../tokens/binding.js';

export type SecondTokenAdvice = 'second-token-recommended' | 'entire-proofing-again';

/** The advice for a prescriber with these tokens; null for none. A temporarily disabled token counts. */
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
