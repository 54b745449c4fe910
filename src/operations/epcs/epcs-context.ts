// The relying parties over the bench's own verifier and time, and their outbox delivered to its phones.
import { type Context, createContext, defaultSettings, deliver, type Message } from '../../epcs/index.js';
import type { OperationContext } from '../../host/operation-context.js';
import { publicAddressKey } from '../../host/public-address.js';
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
    store: await host.store(),
    verifier: await host.verifier(),
    keyring: host.keyring,
    nowUs: () => atUs,
  });
}

/** Texts and calls that are due go to the phones of the bench; what no phone has stays in the outbox to be read. */
export async function deliverToPhones(context: OperationContext, epcs: Context): Promise<void> {
  await deliver(epcs, (message, id) => {
    if ((message.channel !== 'text' && message.channel !== 'call') || message.code === null) return false;
    const serial = context.bench.spelled(message.to);
    if (serial === undefined) return false;
    context.once(`message ${id}`, () => receive(context, serial, message));
    return true;
  });
}

function receive(
  { bench }: OperationContext,
  serial: string,
  { channel, from, code, expiresUs }: Message,
): void {
  bench.drive(serial, (fob, now) => {
    const leftUs = expiresUs === null ? 600_000_000 : expiresUs - bench.nowUs();
    return asPhone(fob).receive(now, {
      channel: channel === 'call' ? 'call' : 'text',
      from,
      code: code ?? '',
      expirySeconds: Math.max(1, Math.floor(leftUs / 1e6)),
      delaySeconds: 0,
    }).events;
  });
}
