// A page that waits for somebody else: for a mail's link, for the answer of an app. It continues when that
// happens; without script there is a Refresh link.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { streamSSE } from 'hono/streaming';
import type { Value, Verb } from './site.js';
import type { System } from './system.js';

/** How often the server looks: a second is the bound. */
const everyMs = 400;
const longestMs = 30 * 60_000;

export function Waiting(props: { stream: string; state: string; refresh: string; children?: Child }) {
  return (
    <div
      class="note waiting"
      role="status"
      data-wait={`${props.stream}?state=${encodeURIComponent(props.state)}`}
    >
      {props.children}
      <p>
        <a href={props.refresh}>Refresh</a>
      </p>
    </div>
  );
}

/** Tells the page once that what `verb` answers is no longer in the state that the page shows. */
export function waitRoute<V extends Verb>(
  system: System,
  path: string,
  verb: V,
  stateOf: (value: Value<V>) => string,
): void {
  system.app.get(path, (c: Context) =>
    streamSSE(c, async (stream) => {
      const shown = c.req.query('state') ?? '';
      const end = Date.now() + longestMs;
      while (!stream.aborted && !system.site.ending.aborted && Date.now() < end) {
        const answer = await system.ask(c, verb, {});
        const state = answer.outcome === 'done' ? stateOf(answer.value) : 'ended';
        if (state !== shown) {
          await stream.writeSSE({ data: 'go on' });
          return;
        }
        await stream.sleep(everyMs);
      }
    }),
  );
}

/** Tells the page when the present time step ends (003:112), by the bench's time. */
export function codeChangeRoute(system: System, path: string): void {
  const stepOf = async (): Promise<number> => {
    const { at } = await system.site.run('bench.status', {});
    return Math.floor(Date.parse(at) / 30_000);
  };
  system.app.get(path, (c: Context) =>
    streamSSE(c, async (stream) => {
      const first = await stepOf();
      const end = Date.now() + longestMs;
      while (!stream.aborted && !system.site.ending.aborted && Date.now() < end) {
        if ((await stepOf()) !== first) {
          await stream.writeSSE({ data: 'go on' });
          return;
        }
        await stream.sleep(everyMs);
      }
    }),
  );
}
