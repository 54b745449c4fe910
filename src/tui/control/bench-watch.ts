// Keeps the state near the bench: follows its log, and reads again what shows. It never asks for what nobody sees, so a
// thousand fobs cost what the dozen on the screen cost.

import { knownOperation } from '../known-operations.js';
import type { FobDetail, FobForecast, IndexAnswer, OverviewAnswer } from '../state/bench-answers.js';
import { serialsInView } from '../state/bench-layout.js';
import type { LabEvent } from '../state/event.js';
import { dependsOnSummaries } from '../state/fob-order.js';
import { windowOf } from '../state/offset-window.js';
import type { LabState } from '../state/state.js';
import type { BenchFace } from './bench-face.js';
import { errorText } from './error-text.js';
import { followLog, followTraffic } from './follow.js';
import { readDevices } from './read-devices.js';
import { readReceived } from './read-received.js';
import { readVerification } from './read-verification.js';

export interface Watch {
  /** Something is different: read what shows, soon. */
  touch(): void;
  stop(): void;
}

/** Between two readings of what shows while time passes. */
const livelyMs = 200;
const quietMs = 1000;
/** Fobs out of view that are read with each reading where the order depends on them. */
const batch = 50;
const forecastMs = 1000;

export function watchBench(bench: BenchFace, state: () => LabState, emit: (event: LabEvent) => void): Watch {
  const ended = new AbortController();
  const reader = new Reader(bench, state, emit);
  let timer: NodeJS.Timeout | undefined;
  let reading = false;
  let again = false;
  const read = async (): Promise<void> => {
    clearTimeout(timer);
    if (ended.signal.aborted) return;
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      await reader.read();
    } catch (error) {
      if (!ended.signal.aborted) emit({ event: 'message', tone: 'bad', text: errorText(error) });
    }
    reading = false;
    if (ended.signal.aborted) return;
    const soon = again;
    again = false;
    const ms = soon ? 0 : state().bench?.rate === 0 ? quietMs : livelyMs;
    timer = setTimeout(() => void read(), ms);
  };
  const touch = (): void => {
    if (reading) {
      again = true;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => void read(), 0);
  };
  void followLog(bench, ended.signal, (events) => {
    if (events.some(({ kind }) => changesIndex.has(kind))) reader.indexIsOld = true;
    if (events.some(({ kind }) => changesCredentials.has(kind))) reader.verificationIsOld = true;
    emit({ event: 'logged', events });
    touch();
  });
  void followTraffic(bench, ended.signal, (lines) => emit({ event: 'traffic', lines }));
  void read();
  return {
    touch,
    stop() {
      clearTimeout(timer);
      ended.abort();
    },
  };
}

const changesIndex = new Set(['added', 'removed', 'labelled', 'restored']);
const changesCredentials = new Set(['verdict', 'credential', 'enrolled', 'imported', 'restored']);

class Reader {
  indexIsOld = true;
  verificationIsOld = true;
  readonly #bench: BenchFace;
  readonly #state: () => LabState;
  readonly #emit: (event: LabEvent) => void;
  #nextInBatch = 0;
  #forecastAt = 0;
  #forecastOf = '';
  #devicesAt = 0;
  #verificationAt = 0;

  constructor(bench: BenchFace, state: () => LabState, emit: (event: LabEvent) => void) {
    this.#bench = bench;
    this.#state = state;
    this.#emit = emit;
  }

  async read(): Promise<void> {
    if (this.indexIsOld) {
      this.indexIsOld = false;
      this.#emit({ event: 'index', answer: (await this.#bench.run('bench.index', {})) as IndexAnswer });
    }
    const serials = this.#wanted();
    if (serials.length > 0) await this.#overview(serials);
    else await this.#time();
    const { panel } = this.#state();
    if (panel === 'fob') await this.#fob();
    if (panel === 'verification' || (panel === 'fob' && this.#verificationAt === 0))
      await this.#verification();
    if (panel === 'devices') await this.#devices();
    if (this.#state().overlay?.kind === 'menu') await this.#fob();
  }

  /** Everything in view, the selected fob, and some of the rest where the order depends on all of them. */
  #wanted(): string[] {
    const state = this.#state();
    const wanted = new Set(state.panel === 'bench' ? serialsInView(state) : []);
    if (state.selected !== undefined && state.index.some(({ serial }) => serial === state.selected))
      wanted.add(state.selected);
    const { credentials } = state.verification;
    if (state.panel === 'verification' && typeof credentials === 'object')
      for (const { id } of credentials.slice(0, 100))
        if (state.index.some(({ serial }) => serial === id)) wanted.add(id);
    if (state.panel === 'bench' && dependsOnSummaries(state))
      for (let i = 0; i < batch && i < state.index.length; i++)
        wanted.add(state.index[this.#nextInBatch++ % state.index.length]!.serial);
    return [...wanted];
  }

  async #overview(serials: string[]): Promise<void> {
    const answer = (await this.#bench.run('bench.overview', { fobs: serials })) as OverviewAnswer;
    this.#emit({ event: 'overview', answer });
  }

  /** An empty list means every fob to the operation: without one only the time is asked for. */
  async #time(): Promise<void> {
    const { at, rate, seq } = (await this.#bench.run('bench.status', {})) as OverviewAnswer;
    this.#emit({ event: 'overview', answer: { at, rate, seq, fobs: [] } });
  }

  async #fob(): Promise<void> {
    const state = this.#state();
    const serial = state.selected;
    if (serial === undefined || !state.summaries.has(serial)) return;
    const { seconds, around } = windowOf(state, serial);
    const held = `${serial}/${seconds}/${around}`;
    const detail = (await this.#bench.run('fob.show', { fob: serial })) as Omit<FobDetail, 'allFaults'>;
    const { faults } = (await this.#bench.run('fob.faults', { fob: serial }).catch(() => ({
      faults: undefined,
    }))) as { faults: FobDetail['allFaults'] | undefined };
    let { forecast } = state.fob;
    const due = performance.now() - this.#forecastAt > forecastMs || this.#forecastOf !== held;
    if (due) {
      forecast = (await this.#bench.run('fob.forecast', {
        fob: serial,
        window: seconds,
        around,
      })) as FobForecast;
      this.#forecastAt = performance.now();
      this.#forecastOf = held;
    }
    const received = await readReceived(this.#bench, state.summaries.get(serial)!);
    this.#emit({ event: 'detail', detail: { ...detail, allFaults: faults ?? [] }, forecast, received });
  }

  async #verification(): Promise<void> {
    // Windows widen as time passes; everything else tells by an event, but for a store that others use too.
    const restMs = this.#state().bench?.rate === 0 ? 10_000 : 3000;
    const due = performance.now() - this.#verificationAt > restMs;
    if (!this.verificationIsOld && !due) return;
    this.verificationIsOld = false;
    this.#verificationAt = performance.now();
    this.#emit({
      event: 'verification',
      verification: await readVerification(this.#bench, this.#state().verification),
    });
  }

  async #devices(): Promise<void> {
    this.#emit({ event: 'wall', at: new Date().toISOString() });
    if (performance.now() - this.#devicesAt < 3000) return;
    this.#devicesAt = performance.now();
    this.#emit({ event: 'devices', devices: await readDevices(this.#bench, knownOperation) });
  }
}
