// The terminal UI: one more face of the table of operations.
import type { Readable, Writable } from 'node:stream';
import { openBenchClient } from '../host/bench-client.js';
import { findOperation } from '../operations/index.js';
import { chooseTheme } from './cells/theme.js';
import type { BenchFace } from './control/bench-face.js';
import type { CommandLanguage } from './control/command-language.js';
import { Controller } from './control/controller.js';
import { openScreen } from './screen/blessed-screen.js';

export type { BenchFace } from './control/bench-face.js';
export type { CommandLanguage } from './control/command-language.js';
export { knownOperation, knownOperations } from './known-operations.js';

export interface LabOptions {
  /** Folder of the bench. */
  directory: string;
  language: CommandLanguage;
  colour: boolean;
  ascii: boolean;
  /** The process's own terminal where left out. */
  input?: Readable;
  output?: Writable;
  /** Opens the bench; the one in `directory` where left out. */
  open?: () => Promise<BenchFace>;
}

/** Shows the bench until the person quits. @throws OperationError where there is no bench. */
export async function runLab(options: LabOptions): Promise<void> {
  const theme = chooseTheme(options);
  const screen = openScreen(options);
  let controller: Controller | undefined;
  let bench: BenchFace | undefined;
  let ended = (): void => {};
  try {
    await new Promise<void>((resolve, reject) => {
      ended = resolve;
      for (const signal of endingSignals) process.once(signal, ended);
      controller = new Controller({ screen, theme, language: options.language, onQuit: ended });
      // The first frame is on the screen; now the bench.
      (options.open ?? (() => openBenchClient(options.directory, findOperation)))().then((opened) => {
        bench = opened;
        controller?.attach(opened);
      }, reject);
    });
  } finally {
    for (const signal of endingSignals) process.removeListener(signal, ended);
    const left = controller?.close();
    screen.close();
    await left;
    await bench?.close();
  }
}

const endingSignals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;
