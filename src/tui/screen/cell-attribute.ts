// A look as the number that blessed keeps for each cell: nine bits of background, nine of foreground, then flags.
import type { Look } from '../cells/theme.js';

const terminalsOwn = 0x1ff;

export const plainAttribute = (terminalsOwn << 9) | terminalsOwn;

export function cellAttribute({ foreground, background, bold, underline, inverse }: Look): number {
  const flags = (bold ? 1 : 0) | (underline ? 2 : 0) | (inverse ? 8 : 0);
  return (flags << 18) | ((foreground ?? terminalsOwn) << 9) | (background ?? terminalsOwn);
}
