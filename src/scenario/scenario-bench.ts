// The bench of a scenario: in memory, paused, with its own verifier. It runs operations and collects events.
import { type BenchEvent, memoryBench } from '../bench/index.js';
import { Console } from '../console/index.js';
import { BenchHost } from '../host/bench-host.js';
import { BenchFobPort } from '../host/links/bench-fob-port.js';
import { linkTraffic } from '../host/links/link-traffic.js';
import type { Operation } from '../host/operation.js';
import { runOperation } from '../host/run-operation.js';
import { findOperation } from '../operations/index.js';
import type { Scenario } from './scenario.js';

export class ScenarioBench {
  readonly host: BenchHost;
  readonly events: BenchEvent[] = [];
  readonly #consoles = new Map<string, SerialConsole>();

  constructor({ bench: { atUs, seed } }: Scenario) {
    this.host = new BenchHost(memoryBench({ atUs, rate: 0, seed }), findOperation);
    this.host.bench.log.subscribe((event) => this.events.push(event));
  }

  /** True time, µs. */
  get nowUs(): number {
    return this.host.bench.nowUs();
  }

  run(operation: Operation, given: Record<string, unknown>): Promise<unknown> {
    const request = { id: '', operation: operation.name, arguments: given };
    return runOperation(operation, this.host, request, () => {});
  }

  async find(name: string): Promise<Operation> {
    return (await findOperation(name))!;
  }

  /** The fob's console, as on its serial port. It keeps its error queue between steps. */
  console(fob: string): SerialConsole {
    const { serial } = this.host.bench.entry(this.host.bench.spelled(fob) ?? fob);
    const known = this.#consoles.get(serial);
    if (known !== undefined) return known;
    const opened = new SerialConsole(this.host, serial);
    this.#consoles.set(serial, opened);
    return opened;
  }

  close(): Promise<void> {
    return this.host.close();
  }
}

/** A fob's console as a program at the other end of its serial port has it; what passes is traffic of the bench. */
export class SerialConsole {
  /** Lines that the fob answered and no step has read. */
  readonly replies: string[] = [];
  readonly #session: { feed(bytes: Uint8Array): boolean; whenIdle(run: () => void): void };
  #heard = '';

  constructor(host: BenchHost, serial: string) {
    const port = BenchFobPort.held(host, serial);
    const open = linkTraffic(host).layer(
      serial,
      (client) =>
        new Console(port, { onOutput: (bytes) => client.send(bytes), onReady: () => client.ready() }),
    );
    this.#session = open({
      send: (bytes) => {
        const lines = (this.#heard + new TextDecoder().decode(bytes)).split('\n');
        this.#heard = lines.pop()!;
        this.replies.push(...lines.map((line) => line.replace(/\r$/, '')));
        return true;
      },
      ready: () => {},
      disconnect: () => {},
    });
  }

  send(line: string): Promise<void> {
    return new Promise((resolve) => {
      this.#session.feed(new TextEncoder().encode(`${line}\n`));
      this.#session.whenIdle(resolve);
    });
  }
}
