// Candidates measured against each other: interleaved rounds in shuffled order, medians of paired ratios.

export interface Candidate {
  readonly name: string;
  /** Does the work `times` times; returns the nanoseconds that one took. */
  readonly measure: (times: number) => number | Promise<number>;
  readonly times: number;
}

export interface Measured {
  /** Median nanoseconds of one. */
  readonly ns: (name: string) => number;
  /** Median over the rounds of time(a) / time(b): how many times faster b is. */
  readonly ratio: (a: string, b: string) => { median: number; lowest: number; highest: number };
}

/** Runs every candidate once per round, after one round that is not counted. */
export async function measurePaired(candidates: readonly Candidate[], rounds = 15): Promise<Measured> {
  const times = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++)
    for (const candidate of shuffled(candidates, round + 2)) {
      const ns = await candidate.measure(candidate.times);
      if (round >= 0) times.get(candidate.name)!.push(ns);
    }
  const of = (name: string): readonly number[] => times.get(name)!;
  return {
    ns: (name) => median(of(name)),
    ratio: (a, b) => {
      const ratios = of(a).map((ns, i) => ns / of(b)[i]!);
      return { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
    },
  };
}

/** Times a synchronous piece of work. */
export function timed(work: (i: number) => unknown): (times: number) => number {
  return (times) => {
    const started = process.hrtime.bigint();
    for (let i = 0; i < times; i++) work(i);
    return Number(process.hrtime.bigint() - started) / times;
  };
}

/** Times work that is awaited one by one. */
export function timedAsync(work: (i: number) => Promise<unknown>): (times: number) => Promise<number> {
  return async (times) => {
    const started = process.hrtime.bigint();
    for (let i = 0; i < times; i++) await work(i);
    return Number(process.hrtime.bigint() - started) / times;
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The same order for the same round of every run. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = [...items];
  let state = (seed * 2_654_435_761) >>> 0;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = state % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
