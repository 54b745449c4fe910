// The address at which clients and browsers reach the server. The issuer, every endpoint and every link begin with it.
import { OperationError } from '../contract/operation-error.js';

const expected = 'an address such as https://idme.example.test:8443, without a path';

/** @returns the origin, without a slash at its end @throws OperationError `usage` if the text is no such address */
export function readPublicUrl(typed: string, parameter = '--public-url'): string {
  const wrong = (why: string): OperationError =>
    new OperationError('usage', `${parameter}: ${JSON.stringify(typed.slice(0, 200))} ${why}`, {
      parameter,
      expected,
    });
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    throw wrong(`is no address; expected ${expected}`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw wrong(`is not of http or https; expected ${expected}`);
  if (url.username !== '' || url.password !== '')
    throw new OperationError('usage', `${parameter}: it holds a user name or password; leave it out`, {
      parameter,
      expected,
    });
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw wrong(`has a path, query or fragment; expected ${expected}`);
  return url.origin;
}

/** The host name in the address, which the server must accept, such as `idme.example.test`. */
export function hostNameOf(publicUrl: string): string {
  return new URL(publicUrl).hostname;
}
