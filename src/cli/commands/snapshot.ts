// `foblab snapshot`: one JSON object, written fob by fob, so that a bench of any size passes.
import { answerSchemaId } from '../../contract/operation.js';
import { OperationError } from '../../contract/operation-error.js';
import type { Operation } from '../../host/operation.js';
import { runOnBench } from '../../host/run-on-bench.js';
import { findOperation, loadOperation } from '../../operations/index.js';
import { benchPath } from '../bench-path.js';
import { printable, write, writeBeside, writeText } from '../output.js';
import { startDefaultBench } from '../run-command.js';
import type { Command } from './command.js';

type Item = { head: object } | { fob: object };

export async function snapshot(): Promise<Command> {
  const operation = (await loadOperation('bench.snapshot')) as unknown as Operation;
  return {
    operation,
    async run({ arguments: given, options }) {
      if (options.plain && !options.json)
        throw new OperationError('usage', 'foblab snapshot has no single value to print: leave --plain out');
      const { path, isDefault } = benchPath(options.bench);
      if (isDefault) startDefaultBench(path);
      const file = new SnapshotFile(options.json ? { schema: answerSchemaId(operation) } : {});
      const answer = await runOnBench(
        path,
        {
          operation,
          arguments: { ...given, stream: true },
          item: (value) => file.take(value as Item),
          waiting: (why) => writeBeside(`foblab: ${why}`),
        },
        findOperation,
      );
      const { damaged } = answer as { damaged: { serial: string; damage: string }[] };
      file.end(damaged);
      for (const { damage } of damaged) writeBeside(`foblab: not in the snapshot: ${damage} (foblab repair)`);
      return damaged.length === 0 ? 0 : 9;
    },
  };
}

class SnapshotFile {
  readonly #first: object;
  #fobs: number | undefined;

  /** `first`: the fields that stand before the head. */
  constructor(first: object) {
    this.#first = first;
  }

  take(item: Item): void {
    if ('fob' in item) {
      write(`${this.#fobs === 0 ? '' : ','}${JSON.stringify(item.fob)}`);
      this.#fobs = (this.#fobs ?? 0) + 1;
      return;
    }
    // The same request, asked again of the next owner.
    if (this.#fobs !== undefined)
      throw new OperationError(
        'busy',
        'the process that held the bench ended before the snapshot was whole: take it again',
      );
    this.#fobs = 0;
    writeText(`${printable(JSON.stringify({ ...this.#first, ...item.head })).slice(0, -1)},"fobs":[\n`);
  }

  end(damaged: object): void {
    write(`],"damaged":${JSON.stringify(damaged)}}`);
  }
}
