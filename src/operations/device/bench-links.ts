// The links of the held bench as `foblab links` has them: pseudo-terminals, TCP, USB/IP. None without a bench.
import type { OperationContext } from '../context.js';
import type { LinkListing } from '../link/link-host.js';
import { links } from '../link/plug.js';
import type { PlugListing } from '../link/usb-bus.js';

export type BenchLink = LinkListing | PlugListing;

export function benchLinks(context: OperationContext): readonly BenchLink[] {
  if (!context.hasBench) return [];
  return (links.run(context, {}) as { links: readonly BenchLink[] }).links;
}
