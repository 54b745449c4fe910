// The links of the bench, as `foblab links` lists them: pseudo-terminals, TCP, USB/IP. Without a bench there are none.

import type { Link } from '../../contract/results/link.js';
import type { OperationContext } from '../../host/operation-context.js';
import { links } from '../link/plug.js';

export type BenchLink = Link;

export function benchLinks(context: OperationContext): readonly BenchLink[] {
  if (!context.hasBench) return [];
  return (links.run(context, {}) as { links: readonly BenchLink[] }).links;
}
