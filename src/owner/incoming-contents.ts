// The contents of one client's requests, by request and parameter.
import { IncomingContent } from './incoming-content.js';
import type { WireContent, WireRequest } from './wire.js';

export class IncomingContents {
  readonly #hold: (held: boolean) => void;
  readonly #contents = new Map<string, Map<string, IncomingContent>>();

  constructor(hold: (held: boolean) => void) {
    this.#hold = hold;
  }

  /** The request with its contents among its arguments. They arrive after it. */
  attach(request: WireRequest): WireRequest {
    if (request.contents === undefined) return request;
    const { contents, ...rest } = request;
    const incoming = new Map(
      Object.entries(contents).map(([parameter, name]) => [
        parameter,
        new IncomingContent(String(name), this.#hold),
      ]),
    );
    this.#contents.set(request.id, incoming);
    return { ...rest, arguments: { ...rest.arguments, ...Object.fromEntries(incoming) } };
  }

  /** @returns false for a line that is no part of a content. */
  take(line: string): boolean {
    // A request begins with its id too; only a part of a content has the field, and parsing a chunk twice would be slow.
    if (!line.includes('"content":')) return false;
    let part: WireContent;
    try {
      part = JSON.parse(line) as WireContent;
    } catch {
      return false;
    }
    if (typeof part.content !== 'string' || 'operation' in part) return false;
    const content = this.#contents.get(part.id)?.get(part.content);
    if ('chunk' in part) content?.push(Buffer.from(part.chunk, 'base64'));
    else if ('end' in part) content?.end();
    else content?.fail(new Error(String(part.failed)));
    return true;
  }

  /** The request is answered: later chunks for it are dropped. */
  forget(id: string): void {
    for (const content of this.#contents.get(id)?.values() ?? []) content.abandon();
    this.#contents.delete(id);
  }

  fail(error: Error): void {
    for (const contents of this.#contents.values())
      for (const content of contents.values()) content.fail(error);
  }
}
