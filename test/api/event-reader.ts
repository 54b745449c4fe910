// A client of server-sent events that reads one at a time.

export interface ServerEvent {
  id: string;
  event: string;
  data: string;
}

export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #left: AbortController;
  #text = '';

  private constructor(reader: ReadableStreamDefaultReader<string>, left: AbortController) {
    this.#reader = reader;
    this.#left = left;
  }

  static async open(url: string, lastEventId?: number): Promise<EventReader> {
    const left = new AbortController();
    const answer = await fetch(url, {
      headers: {
        accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
      },
      signal: left.signal,
    });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return new EventReader(answer.body!.pipeThrough(new TextDecoderStream()).getReader(), left);
  }

  /** @throws Error where the stream has ended. */
  async next(): Promise<ServerEvent> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const fields = Object.fromEntries(
          this.#text
            .slice(0, end)
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]),
        );
        this.#text = this.#text.slice(end + 2);
        if (fields.data !== undefined)
          return { id: fields.id ?? '', event: fields.event ?? 'message', data: fields.data };
        continue;
      }
      const { done, value } = await this.#reader.read();
      if (done) throw new Error('the stream has ended');
      this.#text += value;
    }
  }

  /** Resolves when the server ends the stream. */
  async end(): Promise<void> {
    while (!(await this.#reader.read().catch(() => ({ done: true }))).done);
  }

  close(): void {
    this.#left.abort();
  }
}
