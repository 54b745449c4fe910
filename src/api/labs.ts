// Labs: benches in memory for tests that run at once. Each has its own fobs, time and verifier, and ends by itself.
import { randomBytes } from 'node:crypto';
import { Hono, type NotFoundHandler } from 'hono';
import { memoryBench } from '../bench/index.js';
import { OperationError } from '../contract/operation-error.js';
import { BenchHost } from '../host/bench-host.js';
import { runOperation } from '../host/run-operation.js';
import { keepLiving } from '../host/serve-clients.js';
import { findOperation } from '../operations/index.js';
import type { Mount, ServerEnvironment } from './mount.js';
import type { RequestedBench } from './operation-handler.js';

export interface NewLab {
  /** True time at the start, µs. */
  atUs: number;
  rate: number;
  seed: string;
  /** It ends when nobody has asked for that long, wall ms. */
  idleMs: number;
}

export interface Lab {
  readonly id: string;
  readonly bench: RequestedBench;
  readonly benchHost: BenchHost;
  readonly settings: NewLab;
  /** Wall time, Unix ms, at which it ends unless somebody asks before. */
  readonly endsAtMs: number;
  mounted(mount: Mount): Hono<ServerEnvironment>;
}

const mostLabs = 200;

export class Labs {
  readonly #labs = new Map<string, OpenLab>();
  readonly #mounts: readonly Mount[];
  readonly #notFound: NotFoundHandler<ServerEnvironment>;

  /** `notFound` answers for a path that a mount does not have. */
  constructor(
    mounts: readonly Mount[] = [],
    notFound: NotFoundHandler<ServerEnvironment> = (c) => c.notFound(),
  ) {
    this.#mounts = mounts;
    this.#notFound = notFound;
  }

  /** @throws OperationError `refused` where there are as many as a server holds. */
  start(settings: NewLab): Lab {
    if (this.#labs.size >= mostLabs)
      throw new OperationError('refused', `${mostLabs} labs are open, as many as a server holds; end one`, {
        remedy: { operation: 'lab.end', arguments: { lab: '<lab>' } },
      });
    const lab = new OpenLab(settings, this.#mounts, this.#notFound, () => void this.#end(lab));
    this.#labs.set(lab.id, lab);
    return lab;
  }

  list(): readonly Lab[] {
    return [...this.#labs.values()];
  }

  /** The lab, which lives on: somebody asks for it. @throws OperationError `not-found`. */
  take(id: string): Lab {
    const lab = this.find(id);
    lab.touch();
    return lab;
  }

  /** @throws OperationError `not-found`. */
  find(id: string): OpenLab {
    const lab = this.#labs.get(id);
    if (lab === undefined)
      throw new OperationError(
        'not-found',
        `there is no lab ${JSON.stringify(id.slice(0, 60))}; it may have ended`,
        {
          remedy: { operation: 'lab.start' },
        },
      );
    return lab;
  }

  async end(id: string): Promise<void> {
    await this.#end(this.find(id));
  }

  async close(): Promise<void> {
    for (const lab of [...this.#labs.values()]) await this.#end(lab);
  }

  async #end(lab: OpenLab): Promise<void> {
    if (this.#labs.delete(lab.id)) await lab.close();
  }
}

class OpenLab implements Lab {
  readonly id = randomBytes(9).toString('hex');
  readonly settings: NewLab;
  readonly benchHost: BenchHost;
  readonly bench: RequestedBench;
  readonly #mounts = new Map<Mount, Hono<ServerEnvironment>>();
  readonly #ending = new AbortController();
  readonly #stopTicking: () => void;
  readonly #onIdle: () => void;
  #timer: NodeJS.Timeout | undefined;
  #running = 0;
  endsAtMs = 0;

  constructor(
    settings: NewLab,
    mounts: readonly Mount[],
    notFound: NotFoundHandler<ServerEnvironment>,
    onIdle: () => void,
  ) {
    this.settings = settings;
    this.#onIdle = onIdle;
    const { atUs, rate, seed } = settings;
    this.benchHost = new BenchHost(memoryBench({ atUs, rate, seed }), findOperation, { stays: true });
    this.#stopTicking = keepLiving(this.benchHost.bench);
    this.bench = { name: this.id, run: (name, given, options) => this.#run(name, given, options) };
    for (const mount of mounts) {
      const base = `/v1/labs/${this.id}${mount.path === '/' ? '' : mount.path}`;
      const place = { bench: this.bench, base, ending: this.#ending.signal };
      const below = new Hono<ServerEnvironment>({ strict: false })
        .route(base, mount.app(place))
        .notFound(notFound);
      // The server tells of an error, as it does outside labs.
      this.#mounts.set(
        mount,
        below.onError((error) => {
          throw error;
        }),
      );
    }
    this.touch();
  }

  mounted(mount: Mount): Hono<ServerEnvironment> {
    return this.#mounts.get(mount)!;
  }

  touch(): void {
    const { idleMs } = this.settings;
    this.endsAtMs = Date.now() + idleMs;
    // Started again by the timer itself, which costs a busy lab less than a timer a request.
    this.#timer ??= this.#wait(idleMs);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#ending.abort();
    this.#stopTicking();
    await this.benchHost.close();
  }

  #wait(ms: number): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timer = undefined;
      const leftMs = this.endsAtMs - Date.now();
      if (this.#running > 0) this.touch();
      else if (leftMs > 0) this.#timer = this.#wait(leftMs);
      else this.#onIdle();
    }, ms);
    timer.unref();
    return timer;
  }

  async #run(
    name: string,
    given: Record<string, unknown>,
    { item = () => {}, signal, id = '' }: Parameters<RequestedBench['run']>[2],
  ): Promise<unknown> {
    const operation = (await findOperation(name))!;
    const ends = signal === undefined ? undefined : AbortSignal.any([signal, this.#ending.signal]);
    this.#running++;
    try {
      return await runOperation(
        operation,
        this.benchHost,
        { id, operation: name, arguments: given },
        item,
        ends,
      );
    } finally {
      this.#running--;
      this.touch();
    }
  }
}
