// A fob on a port of a process that stays, and what goes over it.
import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'uvu';
import { memoryBench } from '../../bench/index.js';
import { Holder, runOperation } from '../dispatch.js';
import { findOperation } from '../table.js';

async function run(holder: Holder, name: string, given: Record<string, unknown>): Promise<unknown> {
  const request = { id: '', operation: name, arguments: given };
  return runOperation(findOperation(name)!, holder, request, () => {}, new AbortController().signal);
}

function holderOf(directory?: string): Holder {
  return new Holder(memoryBench({ atUs: 1767225600e6, rate: 0, seed: '1' }), directory);
}

test('a fob on a TCP port answers, and both directions are seen', async () => {
  const holder = holderOf();
  await run(holder, 'fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  const { path } = (await run(holder, 'link.open', { fob: '3315511111', kind: 'tcp' })) as { path: string };
  await assert.rejects(
    run(holder, 'link.open', { fob: '3315511111', kind: 'tcp' }),
    /stands on a tcp port already/,
  );
  const [host, port] = path.split(':');
  const socket = connect(Number(port), host);
  socket.setEncoding('utf8');
  socket.write('*IDN?\n');
  const [answer] = (await once(socket, 'data')) as [string];
  assert.match(answer, /^OneSpan,Digipass GO7,3315511111,/);
  const { pieces } = (await run(holder, 'link.traffic', { fob: '3315511111' })) as {
    pieces: { direction: string; hexadecimal: string }[];
  };
  const spoken = (direction: string): string =>
    Buffer.from(
      pieces
        .filter((piece) => piece.direction === direction)
        .map((piece) => piece.hexadecimal)
        .join(''),
      'hex',
    ).toString();
  assert.equal(spoken('in'), '*IDN?\n');
  assert.equal(spoken('out'), answer);
  const listed = (await run(holder, 'bench.overview', {})) as { fobs: { links: string[] }[] };
  assert.deepEqual(listed.fobs[0]!.links, [path]);
  const closed = once(socket, 'close');
  assert.deepEqual(await run(holder, 'link.close', { fob: '3315511111' }), {
    serial: '3315511111',
    closed: 1,
  });
  await closed;
  await assert.rejects(run(holder, 'link.close', { fob: '3315511111' }), /stands on no port/);
  await holder.close();
});

test('a process that is gone in a moment opens no port', async () => {
  const holder = holderOf('/nowhere');
  await run(holder, 'fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  await assert.rejects(run(holder, 'link.open', { fob: '3315511111' }), /foblab serve --pty, or foblab lab/);
  await holder.close();
});

test.run();
