// The content of a file, as an operation takes it. The client reads the file: an operation never opens a path that a client
// names.
import { type ContentSize, sizeText } from './content-size.js';
import { OperationError } from './operation-error.js';

export interface Content {
  /** Shown in messages. A parser may also read the file's extension from it. */
  readonly name: string;
  /** Each call starts again from the first byte: a request may be sent twice. */
  chunks(): AsyncIterable<Uint8Array>;
}

export function isContent(value: unknown): value is Content {
  return typeof (value as Content | null)?.chunks === 'function';
}

export function bytesContent(bytes: Uint8Array, name: string): Content {
  return {
    name,
    async *chunks() {
      yield bytes;
    },
  };
}

/** The same content. Reading it throws OperationError `usage` once it is larger than `size`. */
export function withinSize(content: Content, { mostBytes, expected }: ContentSize): Content {
  return {
    name: content.name,
    async *chunks() {
      let length = 0;
      for await (const chunk of content.chunks()) {
        length += chunk.length;
        if (length > mostBytes)
          throw new OperationError(
            'usage',
            `${content.name} has more than ${sizeText(mostBytes)}: ${expected}`,
            {
              expected,
            },
          );
        yield chunk;
      }
      if (length === 0)
        throw new OperationError('usage', `${content.name} is empty: expected the content of a file`);
    },
  };
}

/** The whole content in memory. @throws OperationError `usage` if it is empty or larger than `size` */
export async function readContent(content: Content, size: ContentSize): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of withinSize(content, size).chunks()) {
    length += chunk.length;
    parts.push(chunk);
  }
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
