// The links that a held bench has open. Asking for them loads no link code.
import type { Link } from '../../links/link.js';
import type { BenchHost } from '../bench-host.js';
import { serviceKey } from '../service-key.js';

export interface OpenLink {
  serial: string;
  link: Link;
}

export interface LinkListing {
  serial: string;
  kind: Link['kind'];
  path: string;
  device?: string;
}

const key = serviceKey<OpenLink[]>('open links');

/** The list itself: the link host adds and removes entries. */
export function openLinks(benchHost: BenchHost): OpenLink[] {
  return benchHost.service(key, () => []);
}

export function listLinks(benchHost: BenchHost): LinkListing[] {
  return openLinks(benchHost).map(({ serial, link }) => ({ serial, kind: link.kind, path: link.path }));
}
