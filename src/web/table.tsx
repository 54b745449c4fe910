// Elements of pages: a table with a caption that scrolls on a narrow screen, a list of facts, a status, notes.
import type { Child } from 'hono/jsx';

export function Table(props: {
  caption: string;
  columns: readonly string[];
  rows: readonly Child[][];
  empty: string;
}) {
  const { caption, columns, rows, empty } = props;
  return (
    <section class="scroll card" tabindex={0} aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 ? (
            <tr>
              <td colspan={columns.length} class="quiet">
                {empty}
              </td>
            </tr>
          ) : (
            rows.map((row) => (
              <tr>
                {row.map((cell) => (
                  <td>{cell}</td>
                ))}
              </tr>
            ))
          )}
        </tbody>
      </table>
    </section>
  );
}

export function Facts({ facts }: { facts: readonly (readonly [name: string, value: Child])[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Status({ text }: { text: string }) {
  return <span class={`status ${text.toLowerCase().replace(/\W+/g, '-')}`}>{text}</span>;
}

/** The result of a step. It gets the focus. */
export function Said({ text }: { text: Child }) {
  return (
    <p class="said" role="status" tabindex={-1} data-focus>
      {text}
    </p>
  );
}

export function Note({ children }: { children?: Child }) {
  return <div class="note">{children}</div>;
}

/** `2026-01-31 09:00`, in UTC. */
export function minute(at: string | null): string {
  return at === null ? '' : at.slice(0, 16).replace('T', ' ');
}
