// A client's file reaches the owner as a stream of chunks, whole and in order, and a broken one is known to be broken.
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { suite } from 'uvu';
import { bytesContent, type Content, readContent } from '../contract/content.js';
import { askOwner } from './owner-client.js';
import { type Dispatch, OwnerServer } from './owner-server.js';

const contents = suite('contents over the owner’s socket');
const size = { mostBytes: 64 << 20, expected: 'expected a small one' };

async function served(dispatch: Dispatch, use: (name: string) => Promise<void>): Promise<void> {
  const name = randomUUID().slice(0, 8);
  const server = await OwnerServer.listen(name, dispatch);
  try {
    await use(name);
  } finally {
    await server.close();
  }
}

const reads: Dispatch = async ({ id, arguments: given }) => {
  const bytes = await readContent(given.file as Content, size);
  return {
    id,
    result: {
      name: (given.file as Content).name,
      other: given.other,
      hex: Buffer.from(bytes).toString('hex'),
    },
  };
};

contents('what was sent is what is read, however it is cut', async () => {
  await served(reads, async (name) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1 }),
        async (parts) => {
          const file: Content = {
            name: 'tokens.csv',
            async *chunks() {
              yield* parts;
            },
          };
          const request = { id: randomUUID(), operation: 'x', arguments: { file, other: 1 } };
          const reply = await askOwner(name, request, () => {});
          assert.ok('result' in reply);
          assert.deepEqual(reply.result, {
            name: 'tokens.csv',
            other: 1,
            hex: Buffer.concat(parts).toString('hex'),
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});

contents('tens of megabytes pass while the owner reads slowly; what nobody reads is dropped', async () => {
  const big = new Uint8Array(24 << 20).fill(7);
  let seen = 0;
  const slow: Dispatch = async ({ id, arguments: given }) => {
    for await (const chunk of (given.file as Content).chunks()) {
      seen += chunk.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { id, result: seen };
  };
  await served(slow, async (name) => {
    const reply = await askOwner(
      name,
      { id: '1', operation: 'x', arguments: { file: bytesContent(big, 'big') } },
      () => {},
    );
    assert.deepEqual(reply, { id: '1', result: big.length });
  });
  await served(
    async ({ id }) => ({ id, result: 'unread' }),
    async (name) => {
      const reply = await askOwner(
        name,
        { id: '2', operation: 'x', arguments: { file: bytesContent(big, 'big') } },
        () => {},
      );
      assert.deepEqual(reply, { id: '2', result: 'unread' });
    },
  );
});

contents('a file that breaks off fails on both sides', async () => {
  let heard = (_: unknown): void => {};
  const failure = new Promise((resolve) => {
    heard = resolve;
  });
  const dispatch: Dispatch = async ({ id, arguments: given }) => {
    try {
      await readContent(given.file as Content, size);
    } catch (error) {
      heard(error);
    }
    return { id, result: null };
  };
  const broken: Content = {
    name: 'x',
    async *chunks() {
      yield new Uint8Array(10);
      throw new Error('the disk is gone');
    },
  };
  await served(dispatch, async (name) => {
    await assert.rejects(
      askOwner(name, { id: '1', operation: 'x', arguments: { file: broken } }, () => {}),
      /the disk is gone/,
    );
    assert.match(((await failure) as Error).message, /the disk is gone|has gone/);
  });
});

contents.run();
