// The links of the held bench, as far as there are any: looking makes none.
import type { OperationContext } from '../context.js';
import { LinkHost, type LinkListing } from '../link/link-host.js';

export function linkListings(context: OperationContext): LinkListing[] {
  return context.resource('links', (holder) => new LinkHost(holder)).list();
}
