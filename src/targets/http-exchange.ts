// One HTTP request and its whole answer. It follows no redirect, limits size and time, and keeps no connection.
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { onAbort } from './on-abort.js';
import type { TargetDependencies } from './target-dependencies.js';
import { TargetError } from './target-error.js';

export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface ExchangeResult {
  readonly status: number;
  readonly contentEncoding: string;
  readonly body: Uint8Array;
}

export const longestBodyBytes = 1_048_576;

/** Rejects with a TargetError: unreachable, broken-off, timeout, too-large, unreadable, unsendable, aborted. */
export function exchange(asked: Exchange, dependencies: TargetDependencies): Promise<ExchangeResult> {
  return new Promise((resolve, reject) => {
    const stop: (() => void)[] = [];
    let settled = false;
    const settle = (act: () => void): void => {
      if (settled) return;
      settled = true;
      for (const undo of stop) undo();
      act();
    };
    let client: ClientRequest;
    const refuse = (error: TargetError): void =>
      settle(() => {
        client?.destroy();
        reject(error);
      });
    const place = `${asked.url.protocol}//${asked.url.host}`;

    let connected = false;
    try {
      client = open(asked, (response) => {
        const chunks: Uint8Array[] = [];
        let bytes = 0;
        response.on('data', (chunk: Uint8Array) => {
          bytes += chunk.length;
          if (bytes > longestBodyBytes) refuse(tooLarge(place));
          else chunks.push(chunk);
        });
        response.on('error', () => refuse(brokenOff(place)));
        response.on('aborted', () => refuse(brokenOff(place)));
        response.on('end', () =>
          settle(() =>
            resolve({
              status: response.statusCode ?? 0,
              contentEncoding: response.headers['content-encoding'] ?? 'identity',
              body: Buffer.concat(chunks),
            }),
          ),
        );
      });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
      refuse(new TargetError('unsendable', `Not sent: the request to ${place} cannot be formed (${code}).`));
      return;
    }
    client.on('socket', (socket) => {
      socket.once(asked.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    client.on('error', (error) => refuse(connectionError(place, error, connected)));
    client.on('upgrade', (_, socket) => {
      socket.destroy();
      refuse(
        new TargetError(
          'unreadable',
          `${place} wants another protocol (101): give an address of plain HTTP.`,
        ),
      );
    });
    stop.push(dependencies.after(asked.timeoutMs, () => refuse(timeout(place, asked.timeoutMs, connected))));
    const abort = (): void =>
      refuse(new TargetError('aborted', `Ended by the caller while ${place} was asked.`));
    stop.push(onAbort(asked.signal, abort));
    client.end(asked.body ?? undefined);
  });
}

function open(asked: Exchange, answered: (response: IncomingMessage) => void): ClientRequest {
  const send = asked.url.protocol === 'https:' ? httpsRequest : httpRequest;
  // A kept connection may close just as the request is sent, and the request would fail: a code must not be sent twice.
  return send(asked.url, { method: asked.method, headers: asked.headers, agent: false }, answered);
}

const unknownWhetherUsed = 'Whether it took the code is not known.';

function connectionError(place: string, error: NodeJS.ErrnoException, connected: boolean): TargetError {
  const code = error.code ?? 'unknown error';
  if (code === 'HPE_HEADER_OVERFLOW') return tooLarge(place);
  if (code.startsWith('HPE_'))
    return new TargetError(
      'unreadable',
      `${place} does not answer in HTTP (${code}): check the port and http or https.`,
    );
  if (connected) return brokenOff(place, code);
  return new TargetError(
    'unreachable',
    `${place} cannot be reached: ${connectionProblems[code] ?? otherProblem(code)}.`,
  );
}

const connectionProblems: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED). Start the verifier or check the port',
  ENOTFOUND: 'the host’s name is not known (ENOTFOUND). Check its spelling',
  EAI_AGAIN: 'the host’s name cannot be looked up just now (EAI_AGAIN). Check the network',
  EHOSTUNREACH: 'no way leads to the host (EHOSTUNREACH). Check the network',
  ENETUNREACH: 'no way leads to the host (ENETUNREACH). Check the network',
  ECONNRESET: 'it hung up at once (ECONNRESET). Check the port and http or https',
  EPROTO: 'it does not speak TLS (EPROTO). Check the port and http or https',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS. Check the port and http or https',
};

function otherProblem(code: string): string {
  return /CERT|SIGN|ALTNAME|ISSUER/.test(code)
    ? `its certificate is not trusted (${code}). Name your own authority’s file in NODE_EXTRA_CA_CERTS`
    : code;
}

function brokenOff(place: string, code = 'closed early'): TargetError {
  return new TargetError('broken-off', `${place} broke off its answer (${code}). ${unknownWhetherUsed}`);
}

function timeout(place: string, timeoutMs: number, connected: boolean): TargetError {
  return new TargetError(
    'timeout',
    connected
      ? `${place} gave no whole answer within ${timeoutMs} ms. ${unknownWhetherUsed} A slow one gets more with "timeout".`
      : `${place} took no connection within ${timeoutMs} ms: check host, port and firewall.`,
  );
}

function tooLarge(place: string): TargetError {
  return new TargetError(
    'too-large',
    `${place} answered more than ${longestBodyBytes} bytes: check that the address is the verifier’s.`,
  );
}
