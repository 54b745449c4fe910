// The links of a held bench: which fob stands on which port. It lives in the process that holds the bench.

import { join } from 'node:path';
import type { FobPort } from '../../../firmware-sim/index.js';
import { benchName } from '../../bench/index.js';
import { OperationError } from '../../contract/operation-error.js';
import type { Link } from '../../contract/results/link.js';
import {
  consoleOf,
  type MemoryBinding,
  type Link as OpenedLink,
  type OpenSession,
  openPtyLink,
  openTcpLink,
  pacing,
} from '../../links/index.js';
import { claimFolder, giveUpFolder } from '../../owner/stale-sockets.js';
import { runtimeFolder } from '../../owner/wire.js';
import type { BenchHost } from '../bench-host.js';
import { serviceKey } from '../service-key.js';
import { BenchFobPort } from './bench-fob-port.js';
import { fobLinkFaults } from './fob-link-faults.js';
import { linkTraffic } from './link-traffic.js';
import { listLinks, type OpenLink, openLinks } from './open-links.js';

export interface LinkOptions {
  /** Bits per second that the line is held to; as fast as it goes where left out. */
  baud?: number;
  /** TCP: port to listen on, 0 for any free one. */
  port?: number;
  host?: string;
  /** Answers end in CRLF instead of LF. */
  crlf?: boolean;
}

const key = serviceKey<LinkHost>('links');

export class LinkHost {
  readonly #benchHost: BenchHost;
  readonly #links: OpenLink[];
  #ptyFolder: string | undefined;

  constructor(benchHost: BenchHost) {
    this.#benchHost = benchHost;
    this.#links = openLinks(benchHost);
  }

  /** The fob's console as a session for a link, with its faults and pacing in between. */
  session(serial: string, options: LinkOptions = {}): OpenSession {
    const seen = linkTraffic(this.#benchHost).layer(
      serial,
      consoleOf(this.port(serial), { crlf: options.crlf ?? false }),
    );
    const console = fobLinkFaults(this.#benchHost).of(serial).layer(seen);
    return options.baud === undefined ? console : pacing(options.baud)(console);
  }

  /** The same for a link whose traffic is seen where its reports pass. */
  unseenSession(serial: string): OpenSession {
    return fobLinkFaults(this.#benchHost)
      .of(serial)
      .layer(consoleOf(this.port(serial)));
  }

  port(serial: string): FobPort {
    return BenchFobPort.held(this.#benchHost, serial);
  }

  /** @throws OperationError `busy` where the fob stands on one: two programs cannot share a serial line. */
  async openPty(serial: string, options: LinkOptions = {}): Promise<Link> {
    const existing = this.#links.find((open) => open.serial === serial && open.link.kind === 'pty');
    if (existing !== undefined)
      throw new OperationError(
        'busy',
        `${serial} is on ${existing.link.path} already: use that path, or close it first`,
        { remedy: { operation: 'link.close', arguments: { fob: serial } } },
      );
    const directory = ptyFolder(this.#benchHost);
    this.#ptyFolder = directory;
    claimFolder(directory);
    const link = await openPtyLink(this.session(serial, options), {
      name: serial.replace(/[^A-Za-z0-9_-]/g, '_'),
      directory,
    });
    return this.#opened(serial, link, { device: link.devicePath });
  }

  async openTcp(serial: string, options: LinkOptions = {}): Promise<Link> {
    const link = await openTcpLink(this.session(serial, options), {
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.host === undefined ? {} : { host: options.host }),
      onLineSettings: (settings) => {
        const { bench } = this.#benchHost;
        if (bench.has(serial)) bench.record('line-set', serial, { ...settings });
      },
    });
    return this.#opened(serial, link);
  }

  /** Adds the fob to a binding that serialport takes, under `path`. */
  openMemory(binding: MemoryBinding, serial: string): string {
    const path = `sim:${serial}`;
    const link = binding.plugIn(path, this.session(serial), { serialNumber: serial });
    this.#links.push({ serial, link });
    return path;
  }

  list(): Link[] {
    return listLinks(this.#benchHost);
  }

  /** Takes one link away. */
  async closePath(path: string): Promise<void> {
    const at = this.#links.findIndex(({ link }) => link.path === path);
    if (at >= 0) await this.#links.splice(at, 1)[0]!.link.close();
    if (this.#ptyFolder !== undefined) giveUpFolder(this.#ptyFolder);
  }

  /** Takes a fob that leaves the bench off its ports. */
  async closeOf(serial: string): Promise<void> {
    for (const open of this.#links.filter((one) => one.serial === serial)) {
      this.#links.splice(this.#links.indexOf(open), 1);
      await open.link.close();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#links.splice(0).map(({ link }) => link.close()));
    if (this.#ptyFolder !== undefined) giveUpFolder(this.#ptyFolder);
  }

  #opened(serial: string, link: OpenedLink, more: { device?: string } = {}): Link {
    this.#links.push({ serial, link });
    return { serial, kind: link.kind, path: link.path, ...more };
  }
}

export function linkHost(benchHost: BenchHost): LinkHost {
  return benchHost.service(key, () => new LinkHost(benchHost));
}

function ptyFolder(benchHost: BenchHost): string {
  if (process.platform === 'win32')
    throw new OperationError('refused', 'there are no pseudo-terminals on Windows: use TCP', {
      remedy: { operation: 'link.serve', arguments: { tcp: true } },
    });
  // By the name of the bench, not its id: a copy of a bench has ports of its own.
  const name =
    (benchHost.directory === undefined ? undefined : benchName(benchHost.directory)) ?? benchHost.bench.id;
  const [id = '', ...place] = name.split('-');
  return join(runtimeFolder(), [id.slice(0, 8), ...place].join('-'));
}
