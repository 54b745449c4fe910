// A client's files on their way to the owner: each content of a request is sent in chunks after it.
import type { Socket } from 'node:net';
import { type Content, isContent } from '../contract/content.js';
import type { WireRequest } from './wire.js';

/** A chunk is a line; in base64 it is a third longer. */
const chunkBytes = 192 << 10;

export interface SplitRequest {
  /** The request with its contents replaced by their names. */
  request: WireRequest;
  contents: ReadonlyMap<string, Content>;
}

export function splitContents(request: WireRequest): SplitRequest {
  const contents = new Map<string, Content>();
  const given: Record<string, unknown> = {};
  for (const [parameter, value] of Object.entries(request.arguments)) {
    if (isContent(value)) contents.set(parameter, value);
    else given[parameter] = value;
  }
  if (contents.size === 0) return { request, contents };
  const names = Object.fromEntries([...contents].map(([parameter, { name }]) => [parameter, name]));
  return { request: { ...request, arguments: given, contents: names }, contents };
}

/** @throws Error for a file that cannot be read; the owner is notified that the content ends early. */
export async function sendContents(
  socket: Socket,
  id: string,
  contents: ReadonlyMap<string, Content>,
): Promise<void> {
  for (const [parameter, content] of contents) {
    try {
      for await (const chunk of content.chunks())
        for (let at = 0; at < chunk.length; at += chunkBytes) {
          const piece = chunk.subarray(at, at + chunkBytes);
          const base64 = Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('base64');
          if (socket.destroyed) return;
          if (!socket.write(`${JSON.stringify({ id, content: parameter, chunk: base64 })}\n`))
            await drained(socket);
        }
    } catch (error) {
      socket.write(`${JSON.stringify({ id, content: parameter, failed: (error as Error).message })}\n`);
      throw error;
    }
    socket.write(`${JSON.stringify({ id, content: parameter, end: true })}\n`);
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.once('drain', done);
    socket.once('close', done);
  });
}
