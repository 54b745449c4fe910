// Reads the body of a request within a bound.
import type { Context } from 'hono';
import { sizeText } from '../contract/content-size.js';
import { RequestRefused } from './problem.js';

/** Of a JSON body. A file's content that is the whole body has a bound of its own. */
export const mostBodyBytes = 1 << 20;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @returns '' where there is none. @throws RequestRefused */
export async function readBody(c: Context, mostBytes: number): Promise<string> {
  const length = c.req.header('content-length');
  if (length === '0') return '';
  const hasLength = length !== undefined;
  if (hasLength && Number(length) <= mostBytes) return decoded(await c.req.arrayBuffer());
  if (!hasLength && c.req.header('transfer-encoding') === undefined) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    bytes += chunk.length;
    if (bytes <= mostBytes) parts.push(chunk);
    else if (bytes > mostDiscardedBytes) break;
  }
  if (bytes > mostBytes || hasLength) throw tooLarge(mostBytes);
  return decoded(Buffer.concat(parts));
}

/** Read and dropped of a body that is too large: a client that is cut off while it sends never reads why. */
const mostDiscardedBytes = 16 << 20;

function decoded(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new RequestRefused(400, 'usage', 'the body is not UTF-8');
  }
}

function tooLarge(mostBytes: number): RequestRefused {
  return new RequestRefused(413, 'usage', `the body has more than ${sizeText(mostBytes)}`);
}
