// What the guest asks of the hands on the host: press, touch, unplug. One JSON object a line over TCP, each answered.

import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export interface ControlRequest {
  readonly id: number;
  readonly action: string;
  readonly argument?: unknown;
}

export interface ControlAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

export type ControlActions = Readonly<Record<string, (argument: unknown) => unknown>>;

export interface ControlChannel {
  readonly port: number;
  close(): Promise<void>;
}

export async function openControlChannel(actions: ControlActions): Promise<ControlChannel> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    createInterface({ input: socket }).on('line', async (line) => {
      const answer = await perform(actions, JSON.parse(line) as ControlRequest);
      if (socket.writable) socket.write(`${JSON.stringify(answer)}\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: portOf(server), close: () => closeAll(server, sockets) };
}

async function perform(actions: ControlActions, request: ControlRequest): Promise<ControlAnswer> {
  const action = actions[request.action];
  if (action === undefined) return { id: request.id, error: `no action ${request.action}` };
  try {
    const value = await action(request.argument);
    return { id: request.id, ...(value === undefined ? {} : { value }) };
  } catch (error) {
    return { id: request.id, error: String(error) };
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closeAll(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
