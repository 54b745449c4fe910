// The codes that a fob must show, worked out again with node:crypto (RFC 4226 §5.3, RFC 6238 §4.2).
import { createHmac } from 'node:crypto';

export function hotpCode(key: Uint8Array, counter: number, digits: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', key).update(message).digest();
  const offset = mac[19]! & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/** Whether `code` is that of the step now, the one before or the one after. */
export function isCurrentCode(key: Uint8Array, periodSeconds: number, code: string): boolean {
  const step = Math.floor(Date.now() / 1000 / periodSeconds);
  return [step, step - 1, step + 1].some((each) => hotpCode(key, each, code.length) === code);
}
