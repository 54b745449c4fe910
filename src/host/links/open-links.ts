// The links that a held bench has open. Asking for them loads no link code.
import type { Link } from '../../contract/results/link.js';
import type { Link as OpenedLink } from '../../links/link.js';
import type { BenchHost } from '../bench-host.js';
import { serviceKey } from '../service-key.js';

export interface OpenLink {
  serial: string;
  link: OpenedLink;
}

const key = serviceKey<OpenLink[]>('open links');

/** The list itself: the link host adds and removes entries. */
export function openLinks(benchHost: BenchHost): OpenLink[] {
  return benchHost.service(key, () => []);
}

export function listLinks(benchHost: BenchHost): Link[] {
  return openLinks(benchHost).map(({ serial, link }) => ({ serial, kind: link.kind, path: link.path }));
}
