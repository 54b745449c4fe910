// Checks the expectation of a step: a screen, a verdict, an event, the last answer, or a reply on the serial port.
import { asOperationError } from '../host/as-operation-error.js';
import { mismatch, shown } from './match.js';
import type { ExpectationStep } from './scenario.js';
import type { ScenarioBench } from './scenario-bench.js';
import { valueAt } from './variables.js';

/** Results of earlier steps, for later ones. */
export interface RunState {
  /** The answer of the last operation. */
  answer: unknown;
  /** The answer of the last verify or resync; null if the target gave no verdict. */
  verdict: unknown;
}

/** Whether the expectation holds, and why not. `unclear`: there was nothing to compare; then `expect-not` fails too. */
export type Finding =
  | { readonly so: boolean; readonly why?: string | undefined }
  | { readonly unclear: string };

export async function checkExpectation(
  of: ExpectationStep['of'],
  wanted: Readonly<Record<string, unknown>>,
  bench: ScenarioBench,
  state: RunState,
): Promise<Finding> {
  const found = (why: string | undefined): Finding => ({ so: why === undefined, why });
  const { fob, ...rest } = wanted;
  try {
    if (of === 'screen') {
      const shows = (await bench.run(await bench.find('fob.show'), { fob })) as { screen: unknown };
      return found(mismatch(rest, shows.screen, 'screen'));
    }
    if (of === 'reply') {
      const reply = bench.console(String(fob)).replies.shift();
      if (reply === undefined) return { unclear: `${String(fob)} has sent no line that was not read yet` };
      return found(mismatch(rest.text ?? '/^/', reply, 'the reply'));
    }
  } catch (error) {
    return { unclear: asOperationError(error).message };
  }
  if (of === 'event') return found(eventMismatch(wanted, bench));
  const answer = of === 'verdict' ? state.verdict : state.answer;
  if (answer === undefined)
    return { unclear: of === 'verdict' ? 'there is no verdict yet' : 'there is no answer yet' };
  for (const [path, value] of Object.entries(wanted)) {
    const there = valueAt(answer, path);
    if (there === undefined) return { unclear: `the answer has no ${path}` };
    const wrong = mismatch(value, there, path);
    if (wrong !== undefined) return found(wrong);
  }
  return found(undefined);
}

function eventMismatch(
  { kind, fob, detail, count }: Readonly<Record<string, unknown>>,
  bench: ScenarioBench,
): string | undefined {
  const serial = fob === undefined ? undefined : (bench.host.bench.spelled(String(fob)) ?? String(fob));
  const found = bench.events.filter(
    (event) =>
      event.kind === kind &&
      (serial === undefined || event.serial === serial) &&
      (detail === undefined || mismatch(detail, event.detail, 'detail') === undefined),
  );
  if (count !== undefined)
    return mismatch(count, found.length, 'count') && `${found.length} such events; expected ${String(count)}`;
  if (found.length > 0) return undefined;
  const kinds = [...new Set(bench.events.map((event) => event.kind))];
  return `no event ${shown(kind)} so far; there are ${kinds.join(', ') || 'none'}`;
}
