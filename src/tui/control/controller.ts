// Ties the state to a screen and a bench: events in, frames and operations out. A key draws at once; what comes from the
// bench is drawn together, at most once in a frame's time.

import { OperationError } from '../../contract/operation-error.js';
import type { Canvas } from '../cells/canvas.js';
import type { Theme } from '../cells/theme.js';
import { knownOperation, loadAllOperations } from '../known-operations.js';
import type { MouseInput, TerminalScreen } from '../screen/terminal-screen.js';
import type { Action } from '../state/action.js';
import { startsOrEndsHold } from '../state/button-hold.js';
import type { Effect, Origin } from '../state/effect.js';
import type { LabEvent } from '../state/event.js';
import { quotedWord } from '../state/palette.js';
import { initialState, type LabState } from '../state/state.js';
import { update } from '../state/update.js';
import { labView } from '../views/lab-view.js';
import type { BenchFace } from './bench-face.js';
import { type Watch, watchBench } from './bench-watch.js';
import type { CommandLanguage } from './command-language.js';
import { errorText } from './error-text.js';
import { pacedAdvance } from './paced-advance.js';
import { Pointer } from './pointer.js';

export interface ControllerOptions {
  screen: TerminalScreen;
  theme: Theme;
  language: CommandLanguage;
  onQuit(): void;
}

const frameMs = 33;
/** By then the first frame with fobs in it has been drawn. */
const restAfterMs = 120;

export class Controller {
  readonly #options: ControllerOptions;
  #state: LabState;
  #bench: BenchFace | undefined;
  #watch: Watch | undefined;
  #frame: Canvas<Action>;
  #drawTimer: NodeJS.Timeout | undefined;
  #restTimer: NodeJS.Timeout | undefined;
  #drawnAt = 0;
  #background: AbortController | undefined;
  /** What was done with a finger last: one thing after the other. */
  #lastHold: Promise<void> = Promise.resolve();
  readonly #pointer = new Pointer((action) => this.#emitAndDraw({ event: 'action', action }));
  #closed = false;

  constructor(options: ControllerOptions) {
    this.#options = options;
    const { screen } = options;
    this.#state = initialState(screen.size);
    this.#frame = labView(this.#state, options.theme);
    screen.draw(this.#frame, options.theme);
    screen.onKey((key) => this.#emitAndDraw({ event: 'key', key }));
    screen.onMouse((input) => this.#mouse(input));
    screen.onResize((size) => this.#emitAndDraw({ event: 'resized', size }));
  }

  get state(): LabState {
    return this.#state;
  }

  /** From here on the screen shows this bench. */
  attach(bench: BenchFace): void {
    this.#bench = bench;
    this.#watch = watchBench(
      bench,
      () => this.#state,
      (event) => this.emit(event),
    );
    // The rest of the table is worth a moment, once what there is to see has been drawn.
    const whole = (): void => {
      void loadAllOperations().then(() => this.#watch?.touch());
    };
    this.#restTimer = setTimeout(whole, restAfterMs);
  }

  emit(event: LabEvent): void {
    if (this.#closed) return;
    const before = this.#state;
    const [state, effects] = update(before, event);
    this.#state = state;
    if (state !== before) this.#drawSoon();
    if (showsSomethingElse(before, state)) this.#watch?.touch();
    for (const effect of effects) this.#perform(effect);
  }

  /** Resolves when the finger that the mouse had on a button is off it. */
  async close(): Promise<void> {
    this.#liftMouse();
    this.#closed = true;
    clearTimeout(this.#drawTimer);
    clearTimeout(this.#restTimer);
    this.#background?.abort();
    this.#watch?.stop();
    await this.#lastHold;
  }

  #emitAndDraw(event: LabEvent): void {
    this.emit(event);
    this.#draw();
  }

  #drawSoon(): void {
    if (this.#drawTimer !== undefined) return;
    const ms = Math.max(0, frameMs - (performance.now() - this.#drawnAt));
    this.#drawTimer = setTimeout(() => this.#draw(), ms);
  }

  #draw(): void {
    clearTimeout(this.#drawTimer);
    this.#drawTimer = undefined;
    if (this.#closed) return;
    const { screen, theme } = this.#options;
    this.#frame = labView(this.#state, theme);
    screen.draw(this.#frame, theme);
    this.#drawnAt = performance.now();
  }

  #mouse({ kind, x, y }: MouseInput): void {
    const action = kind === 'down' ? this.#frame.hitAt(x, y) : undefined;
    if (kind === 'up') this.#pointer.up();
    else if (kind !== 'down')
      this.#emitAndDraw({ event: 'action', action: { do: 'scroll', by: kind === 'wheel-up' ? -3 : 3 } });
    else if (action?.do === 'press') this.#pointer.down(action.serial);
    else if (action !== undefined) this.#emitAndDraw({ event: 'action', action });
  }

  /** @returns whether the mouse held a button down */
  #liftMouse(): boolean {
    const serial = this.#pointer.leave();
    if (serial !== undefined) this.emit({ event: 'action', action: { do: 'finger', serial, down: false } });
    return serial !== undefined;
  }

  #perform(effect: Effect): void {
    const { screen, language } = this.#options;
    switch (effect.effect) {
      case 'run': {
        const run = (): Promise<void> =>
          this.#run(effect.operation, effect.arguments, effect.origin, effect.arguments);
        if (startsOrEndsHold(effect.operation, effect.arguments)) this.#lastHold = this.#lastHold.then(run);
        else void run();
        return;
      }
      case 'words':
        void this.#tryTo(effect.origin, () => {
          const read = language.read(effect.words);
          void this.#run(read.operation, read.arguments, effect.origin, effect.words);
        });
        return;
      case 'fields':
        void this.#tryTo(
          effect.origin,
          () => {
            const words = language.write(effect.operation, effect.values);
            const read = language.read(words);
            void this.#run(read.operation, read.arguments, effect.origin, words, effect.ticket);
          },
          effect.ticket,
        );
        return;
      case 'copy':
        screen.copy(effect.text);
        this.emit({ event: 'message', tone: 'good', text: `copied ${effect.what}: ${effect.text}` });
        return;
      case 'load':
        void loadAllOperations().then(() => this.emit({ event: 'action', action: effect.again }));
        return;
      case 'stop':
        this.#background?.abort();
        this.emit({ event: 'message', tone: 'plain', text: 'stopping …' });
        return;
      case 'suspend':
        // The terminal goes to somebody else, and with it the news that the mouse came up.
        if (this.#liftMouse()) void this.#lastHold.then(() => screen.suspend());
        else screen.suspend();
        return;
      case 'quit':
        this.#options.onQuit();
        return;
    }
  }

  /** `spelled`: the words that were typed, or the arguments from which the command line is written. */
  async #run(
    name: string,
    given: Record<string, unknown>,
    origin: Origin,
    spelled: readonly string[] | Record<string, unknown>,
    ticket?: number,
  ): Promise<void> {
    const bench = this.#bench;
    if (bench === undefined) return;
    await loadAllOperations();
    this.emit({ event: 'started', commandLine: this.#commandLine(name, spelled) });
    try {
      const result =
        name === 'bench.advance' ? await this.#advance(bench, given) : await this.#runOne(bench, name, given);
      if (result === undefined) return;
      this.emit({ event: 'answered', operation: name, result, origin, ticket });
    } catch (error) {
      this.emit({ event: 'failed', message: errorText(error), origin, ticket });
    }
    this.#watch?.touch();
  }

  async #runOne(bench: BenchFace, name: string, given: Record<string, unknown>): Promise<unknown> {
    if (name === 'bench.log' && given.follow === true) {
      this.emit({ event: 'action', action: { do: 'panel', panel: 'log' } });
      return undefined;
    }
    // What does not answer at once says that it is on its way, and can be let go of.
    const running = new AbortController();
    const slow = setTimeout(() => {
      this.#background = running;
      const label = knownOperation(name)?.command ?? name;
      this.emit({ event: 'progress', progress: { label, share: undefined } });
    }, 400);
    try {
      return await letGoOf(bench.run(name, given, { signal: running.signal }), running.signal, name);
    } finally {
      clearTimeout(slow);
      if (this.#background === running) {
        this.#background = undefined;
        this.emit({ event: 'progress', progress: undefined });
      }
    }
  }

  async #advance(bench: BenchFace, given: Record<string, unknown>): Promise<unknown> {
    this.#background?.abort();
    const running = new AbortController();
    this.#background = running;
    const label = `advance ${String(given.by ?? `to ${String(given.to)}`)}`;
    try {
      return await pacedAdvance(
        bench,
        given,
        ({ share }) => this.emit({ event: 'progress', progress: { label, share } }),
        running.signal,
      );
    } finally {
      if (this.#background === running) this.#background = undefined;
      this.emit({ event: 'progress', progress: undefined });
    }
  }

  #commandLine(name: string, spelled: readonly string[] | Record<string, unknown>): string {
    const words = Array.isArray(spelled)
      ? (spelled as readonly string[])
      : this.#options.language.write(name, spelled as Record<string, unknown>);
    return ['foblab', ...words].map(quotedWord).join(' ');
  }

  /** What is spelled may be any operation of the table. */
  async #tryTo(origin: Origin, work: () => void, ticket?: number): Promise<void> {
    try {
      await loadAllOperations();
      work();
    } catch (error) {
      this.emit({ event: 'failed', message: errorText(error), origin, ticket });
    }
  }
}

/** The answer, or the end of waiting for it: a request that does not stop keeps nobody waiting. */
function letGoOf<T>(answer: Promise<T>, signal: AbortSignal, name: string): Promise<T> {
  const command = knownOperation(name)?.command ?? name;
  return Promise.race([
    answer,
    new Promise<never>((_, reject) => {
      const text = `no longer waiting for ${command}: what it has begun the bench may still finish`;
      signal.addEventListener('abort', () => reject(new OperationError('refused', text)), { once: true });
    }),
  ]);
}

/** Whether the bench has to be asked again because of where the eyes went. */
function showsSomethingElse(before: LabState, after: LabState): boolean {
  return (
    before.panel !== after.panel ||
    before.selected !== after.selected ||
    before.list !== after.list ||
    before.size !== after.size ||
    before.index !== after.index ||
    before.overlay?.kind !== after.overlay?.kind
  );
}
