// A page that waits for an event elsewhere, such as the link of a mail or the answer of an app, and then continues. Without
// JavaScript it has a Refresh link.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { streamSSE } from 'hono/streaming';
import type { Value, Verb } from './site.js';
import type { System } from './system.js';

/** The interval at which the server checks. It must be at most a second. */
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

/** Notifies the page once when the answer of `verb` no longer has the state that the page shows. */
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

/** Notifies the page when the current time step ends (003:112), in the bench's time. */
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
