// An authenticator app that was given a base32 key: its codes come from node:crypto (RFC 6238).
import { Fob } from '../verification/fixtures.js';

export function appWithKey(base32: string): Fob {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return new Fob({
    id: 'app',
    seed: Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2)),
  });
}
