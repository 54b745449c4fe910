// The protocol between a bench's owner and its clients.
import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, lstatSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { suite } from 'uvu';
import { skip } from '../../test/skip.js';
import { monotonicMs } from './monotonic.js';
import { askOwner, OwnerGone } from './owner-client.js';
import { type Dispatch, OwnerServer } from './owner-server.js';
import { OwnerSilent, type Patience, watchOwner } from './owner-timeout.js';
import { socketPath } from './wire.js';

const owners = suite('owner');
const request = (operation = 'fob.press', given: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  operation,
  arguments: given,
});

async function serving(
  dispatch: Dispatch,
  run: (name: string, server: OwnerServer) => Promise<void>,
): Promise<void> {
  const name = randomUUID();
  const server = await OwnerServer.listen(name, dispatch);
  try {
    await run(name, server);
  } finally {
    await server.close();
  }
}

owners('a request gets its items in order and then its answer', async () => {
  const dispatch: Dispatch = async ({ id, arguments: given }, item) => {
    for (let i = 0; i < 3; i++) item(i);
    return { id, result: given };
  };
  await serving(dispatch, async (name) => {
    const items: unknown[] = [];
    const sent = request('x', { text: 'ü\u2028\n', n: 1 });
    const reply = await askOwner(name, sent, (value) => items.push(value));
    assert.deepEqual(items, [0, 1, 2]);
    assert.deepEqual(reply, { id: sent.id, result: sent.arguments });
  });
});

owners('twenty at once each get their own', async () => {
  await serving(
    async ({ id, arguments: given }) => {
      await new Promise((resolve) => setImmediate(resolve));
      return { id, result: given.n };
    },
    async (name) => {
      const replies = await Promise.all(
        Array.from({ length: 20 }, (_, n) => askOwner(name, request('x', { n }), () => {})),
      );
      assert.deepEqual(
        replies.map((reply) => (reply as { result: unknown }).result),
        Array.from({ length: 20 }, (_, n) => n),
      );
    },
  );
});

owners('bytes that are no request get an error and the connection goes on, split at every byte', async () => {
  await serving(
    async ({ id }) => ({ id, result: 'done' }),
    async (name) => {
      const socket = connect(socketPath(name));
      const heard = lineReader(socket);
      const text = `garbage\n{"id":1}\nnull\n[]\n{"id":"a","operation":"x","arguments":null}\n{"id":"ü","operation":"x","arguments":{}}\n`;
      for (const byte of Buffer.from(text)) socket.write(Uint8Array.of(byte));
      for (let i = 0; i < 5; i++) assert.match(await heard(), /"code":"usage"/);
      assert.deepEqual(JSON.parse(await heard()), { id: 'ü', result: 'done' });
      socket.destroy();
    },
  );
});

owners('a client that goes away ends its request', async () => {
  const gone = new AbortController();
  let ended: (() => void) | undefined;
  const over = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const dispatch: Dispatch = (_request, _item, signal) => {
    signal.addEventListener('abort', () => ended!());
    gone.abort();
    return new Promise(() => {});
  };
  await serving(dispatch, async (name) => {
    await assert.rejects(
      askOwner(name, request(), () => {}, gone.signal),
      OwnerGone,
    );
    await over;
  });
});

owners('nobody there, or gone in mid-request: OwnerGone, which says which of the two', async () => {
  await assert.rejects(
    askOwner(randomUUID(), request(), () => {}),
    (error) => error instanceof OwnerGone && !error.wasThere,
  );
  const already = new AbortController();
  already.abort();
  await assert.rejects(
    askOwner(randomUUID(), request(), () => {}, already.signal),
    OwnerGone,
  );
  const name = randomUUID();
  const dying = createServer((socket) => socket.on('data', () => socket.destroy())).listen(socketPath(name));
  await once(dying, 'listening');
  await assert.rejects(
    askOwner(name, request(), () => {}),
    (error) => error instanceof OwnerGone && error.wasThere,
  );
  dying.close();
});

owners('an answer that is none is an error, not a crash', async () => {
  const name = randomUUID();
  const odd = createServer((socket) => socket.on('data', () => socket.write('}{\n'))).listen(
    socketPath(name),
  );
  await once(odd, 'listening');
  await assert.rejects(
    askOwner(name, request(), () => {}),
    SyntaxError,
  );
  odd.close();
});

owners('takes over the socket of a dead owner; its folder is this user’s alone', async () => {
  const name = randomUUID();
  const first = await OwnerServer.listen(name, async ({ id }) => ({ id, result: 1 }));
  const second = await OwnerServer.listen(name, async ({ id }) => ({ id, result: 2 }));
  const reply = await askOwner(name, request(), () => {});
  assert.equal((reply as { result: unknown }).result, 2);
  assert.equal(lstatSync(dirname(socketPath(name))).mode & 0o777, 0o700);
  await first.close();
  await second.close();
  assert.ok(!existsSync(socketPath(name)));
});

owners('an owner that closes ends requests that are under way', async () => {
  const name = randomUUID();
  const server = await OwnerServer.listen(name, () => new Promise(() => {}));
  const asked = askOwner(name, request(), () => {});
  const rejected = assert.rejects(asked, OwnerGone);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await server.close();
  await rejected;
});

owners('a client that follows and no longer reads is let go, before it fills the memory', async () => {
  const piece = 'x'.repeat(1_000_000);
  let sent = 0;
  let ended: (() => void) | undefined;
  const over = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const dispatch: Dispatch = async (_request, item, signal) => {
    while (!signal.aborted && sent < 200) {
      item(piece);
      sent++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    ended!();
    return new Promise(() => {});
  };
  await serving(dispatch, async (name) => {
    const socket = connect(socketPath(name));
    socket.on('error', () => {});
    const closed = once(socket, 'close');
    socket.pause();
    socket.write(`${JSON.stringify(request())}\n`);
    await over;
    assert.ok(sent < 100, `${sent} MB`);
    socket.resume();
    await closed;
  });
});

function lineReader(socket: Socket): () => Promise<string> {
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let rest = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    for (const line of parts) {
      const take = waiting.shift();
      if (take) take(line);
      else lines.push(line);
    }
  });
  return () => {
    const line = lines.shift();
    return line === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(line);
  };
}

/** Time passes where the test says so. */
class Waiting implements Patience {
  readonly noticeMs = 1000;
  readonly mostMs = 20_000;
  readonly notices: OwnerSilent[] = [];
  readonly stays: boolean;
  #look = (): void => {};

  constructor(stays = false) {
    this.stays = stays;
  }

  readonly notice = (silence: OwnerSilent): void => {
    this.notices.push(silence);
  };

  readonly every = (_ms: number, look: () => void): (() => void) => {
    this.#look = look;
    return () => {
      this.#look = () => {};
    };
  };

  pass(seconds: number): void {
    for (let i = 0; i < seconds; i++) this.#look();
  }
}

owners('an owner that accepts no request is reported, then given up', async () => {
  const name = randomUUID();
  // A stopped process: the system takes its connections, and nobody reads.
  const server = createServer({ pauseOnConnect: true }).listen(socketPath(name));
  await once(server, 'listening');
  const waiting = new Waiting();
  const answer = askOwner(name, request(), () => {}, undefined, undefined, waiting);
  await once(server, 'connection');
  assert.deepEqual(waiting.notices, []);
  waiting.pass(20);
  assert.equal(waiting.notices.length, 1);
  waiting.pass(1);
  await assert.rejects(answer, (error) => {
    assert.ok(error instanceof OwnerSilent);
    assert.deepEqual([error.taken, error.stopped, error.pid], [false, false, undefined]);
    return true;
  });
  server.close();
});

owners('one that has taken it on may take its time', async () => {
  const waiting = new Waiting();
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await serving(
    async ({ id }, item) => {
      item('begun');
      await finished;
      return { id, result: 'done' };
    },
    async (name) => {
      const begun = (): void => {
        waiting.pass(3600);
        finish();
      };
      const answer = await askOwner(name, request(), begun, undefined, undefined, waiting);
      assert.equal((answer as { result: unknown }).result, 'done');
      assert.deepEqual(waiting.notices, []);
    },
  );
});

owners('a request that nobody waits for any more is not begun', async () => {
  const begun: string[] = [];
  await serving(
    async ({ id, operation }) => {
      begun.push(operation);
      return { id, result: null };
    },
    async (name) => {
      const socket = connect(socketPath(name));
      socket.write(`${JSON.stringify({ ...request('late'), until: monotonicMs() - 1 })}\n`);
      await once(socket, 'close');
      await askOwner(name, request('in time'), () => {}, undefined, undefined, new Waiting());
      assert.deepEqual(begun, ['in time']);
    },
  );
});

const stoppedTitle = 'a process that is stopped is known as such, also after it has taken a request on';
if (process.platform !== 'linux')
  skip(owners, stoppedTitle, 'only Linux tells in /proc that a process is stopped');
else
  owners(stoppedTitle, async () => {
    const child = spawn('sleep', ['60']);
    await once(child, 'spawn');
    child.kill('SIGSTOP');
    try {
      for (const stays of [false, true]) {
        const waiting = new Waiting(stays);
        const givenUp: OwnerSilent[] = [];
        const watch = watchOwner(child.pid, waiting, (silence) => {
          givenUp.push(silence);
          watch.end();
        });
        watch.taken();
        // The signal takes a moment to arrive.
        while (waiting.notices.length === 0) {
          await new Promise((resolve) => setImmediate(resolve));
          waiting.pass(1);
        }
        waiting.pass(3600);
        watch.end();
        const [{ taken, stopped, pid }] = waiting.notices as [OwnerSilent];
        assert.deepEqual([taken, stopped, pid], [true, true, child.pid]);
        assert.equal(givenUp.length, stays ? 0 : 1, 'a stream goes on until its client disconnects');
      }
    } finally {
      child.kill('SIGKILL');
    }
  });

owners.run();
