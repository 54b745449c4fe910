// The exports of the kernel: HMAC-based one-time passwords (RFC 4226, RFC 6238) over 32-bit words.
export { codes, findSteps } from './codes.js';
export type { Algorithm, HmacKey } from './hmac-key.js';
export { prepareKey } from './hmac-key.js';
