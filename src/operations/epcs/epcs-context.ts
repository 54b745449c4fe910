// The relying parties over the bench's own verifier and time, and their outbox delivered to its phones and push apps.

import { PushFob } from '../../../firmware-sim/fob-kinds.js';
import {
  type Context,
  createContext,
  defaultSettings,
  deliver,
  idme,
  type Message,
} from '../../epcs/index.js';
import type { OperationContext } from '../../host/operation-context.js';
import { publicAddressKey } from '../../host/public-address.js';
import { scryptCost } from '../../host/scrypt-cost.js';
import { seededBytes } from '../../host/seeded-bytes.js';
import { verifierHost } from '../../host/verifier/verifier-host.js';
import { idempotentRequest } from '../credential/idempotent-request.js';
import { asPhone } from '../phone/phone-messages.js';

export async function epcsContext(context: OperationContext, store: string | undefined): Promise<Context> {
  const host = verifierHost(context, store);
  const { atUs } = idempotentRequest(context);
  const publicUrl = context.benchHost.running(publicAddressKey)?.url;
  const seeded = seededBytes(context.bench);
  return createContext({
    ...(seeded === undefined ? {} : { seededBytes: seeded }),
    ...(publicUrl === undefined ? {} : { settings: { ...defaultSettings, publicUrl } }),
    scryptCost: scryptCost(),
    store: await host.store(),
    verifier: await host.verifier(),
    keyring: host.keyring,
    nowUs: () => atUs,
  });
}

/** Texts, calls and pushes that are due go to the fobs of the bench; what no fob there takes stays in the outbox to be
 *  read. */
export async function deliverToBench(context: OperationContext, epcs: Context): Promise<void> {
  await deliver(epcs, (message, id) => {
    const serial = context.bench.spelled(message.to);
    if (serial === undefined) return false;
    if (message.channel === 'push' && !context.bench.look(serial, (fob) => fob instanceof PushFob))
      return false;
    context.once(`message ${id}`, () =>
      message.channel === 'push' ? ask(context, serial, message) : receive(context, serial, message),
    );
    return true;
  });
}

/** Passes the answers of push apps on the bench (foblab push approve) on to ID.me. */
export async function answersOfPushApps({ bench }: OperationContext, epcs: Context): Promise<void> {
  for (const { id, app } of await idme.pendingPushes(epcs)) {
    const serial = bench.spelled(app);
    if (serial === undefined) continue;
    const outcome = bench.look(serial, (fob, now) =>
      fob instanceof PushFob ? fob.requests(now).find((request) => request.id === id)?.outcome : undefined,
    );
    if (outcome === 'approved' || outcome === 'denied')
      await idme.answerPush(epcs, { id, approve: outcome === 'approved' });
  }
}

function receive({ bench }: OperationContext, serial: string, message: Message): void {
  const { channel, from, code, link } = message;
  bench.drive(serial, (fob, now) => {
    return asPhone(fob).receive(now, {
      channel: channel === 'call' ? 'call' : 'text',
      from,
      ...(code === null ? {} : { code }),
      ...(link === null ? {} : { link }),
      expirySeconds: Math.min(86_400, secondsLeft(message, bench.nowUs())),
      delaySeconds: 0,
    }).events;
  });
}

function ask({ bench }: OperationContext, serial: string, message: Message): void {
  const { code, text } = message;
  const expirySeconds = secondsLeft(message, bench.nowUs());
  bench.drive(serial, (fob, now) => {
    if (!(fob instanceof PushFob) || code === null) return [];
    return fob.ask(now, { id: code, text, expirySeconds });
  });
}

function secondsLeft({ expiresUs }: Message, nowUs: number): number {
  return expiresUs === null ? 600 : Math.max(1, Math.floor((expiresUs - nowUs) / 1e6));
}
