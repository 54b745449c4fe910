// Reads the clients of the provider from a YAML or JSON file. No message quotes a value, since it may be a secret.
import { LineCounter, parseDocument } from 'yaml';
import { closest } from '../contract/did-you-mean.js';
import { OperationError } from '../contract/operation-error.js';
import { readWhole } from '../host/bounded-file.js';
import { ownClientIds } from './own-clients.js';
import {
  type ClientAuthenticationMethod,
  clientAuthenticationMethods,
  type RegisteredClient,
} from './registered-client.js';

const size = { mostBytes: 1 << 20, expected: 'expected a list of clients' };
const mostClients = 1000;
const mostRedirects = 50;
const fields = [
  'client_id',
  'client_secret',
  'client_name',
  'redirect_uris',
  'token_endpoint_auth_method',
  'userinfo_signed_response_alg',
];

/** @throws OperationError `usage` that names the place in the file and what is expected there */
export function readClientFile(file: string): readonly RegisteredClient[] {
  return parseClients(readWhole(file, size).toString('utf8'), file);
}

/**
 * @example
 * parseClients(`
 * clients:
 *   - client_id: example-ehr
 *     client_secret: a long random text
 *     client_name: Example EHR
 *     redirect_uris: [http://localhost:3000/callback]
 * `, 'clients.yaml');
 */
export function parseClients(text: string, file: string): readonly RegisteredClient[] {
  const root = record(tree(text, file), file, ['clients']);
  const listed = list(root.clients, `${file}: clients`, mostClients);
  const ids = new Set<string>(ownClientIds);
  return listed.map((entry, i) => {
    const client = readClient(entry, `${file}: clients[${i}]`);
    if (ids.has(client.client_id))
      throw wrong(
        `${file}: clients[${i}].client_id`,
        'it is taken by another client of the file, or by foblab itself (iprescribe, drchrono); choose another one',
      );
    ids.add(client.client_id);
    return client;
  });
}

function readClient(entry: unknown, where: string): RegisteredClient {
  const given = record(entry, where, fields);
  const id = visible(given.client_id, `${where}.client_id`, 200);
  const method = given.token_endpoint_auth_method ?? 'client_secret_basic';
  if (!clientAuthenticationMethods.includes(method as ClientAuthenticationMethod))
    throw wrong(
      `${where}.token_endpoint_auth_method`,
      `expected ${clientAuthenticationMethods.join(' or ')}`,
    );
  const signed = given.userinfo_signed_response_alg;
  if (signed !== undefined && signed !== 'RS256')
    throw wrong(`${where}.userinfo_signed_response_alg`, 'expected RS256, or nothing for plain JSON');
  return {
    client_id: id,
    client_secret: visible(given.client_secret, `${where}.client_secret`, 500),
    client_name: given.client_name === undefined ? id : line(given.client_name, `${where}.client_name`),
    redirect_uris: list(given.redirect_uris, `${where}.redirect_uris`, mostRedirects).map((uri, i) =>
      redirectUri(uri, `${where}.redirect_uris[${i}]`),
    ),
    token_endpoint_auth_method: method as ClientAuthenticationMethod,
    ...(signed === undefined ? {} : { userinfo_signed_response_alg: signed }),
  };
}

/** Keeps every scalar as text, so that a client ID of digits stays as typed. JSON is valid YAML. */
function tree(text: string, file: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    throw wrong(
      `${file}: line ${line}`,
      `it is no YAML or JSON (${error.code.toLowerCase().replaceAll('_', ' ')})`,
    );
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw wrong(file, 'it has an alias (*name); write the value out');
  }
}

function record(given: unknown, where: string, known: readonly string[]): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw wrong(where, `expected a mapping with ${known.join(', ')}`);
  for (const name of Object.keys(given))
    if (!known.includes(name)) {
      const near = closest(name.slice(0, 40), known);
      const meant = near === undefined ? `the fields are ${known.join(', ')}` : `did you mean ${near}?`;
      throw wrong(where, `there is no field ${JSON.stringify(name.slice(0, 40))}; ${meant}`);
    }
  return given as Record<string, unknown>;
}

function list(given: unknown, where: string, most: number): readonly unknown[] {
  if (Array.isArray(given) && given.length > 0 && given.length <= most) return given;
  throw wrong(where, `expected a list of 1 to ${most}`);
}

/** Visible ASCII, which a form and an Authorization header can both carry (RFC 6749 appendix A). */
function visible(given: unknown, where: string, most: number): string {
  if (
    typeof given === 'string' &&
    given.length <= most &&
    /^[\x20-\x7e]+$/.test(given) &&
    given.trim() === given
  )
    return given;
  throw wrong(
    where,
    `expected 1 to ${most} characters of ASCII without control characters or spaces at the ends`,
  );
}

function line(given: unknown, where: string): string {
  if (typeof given === 'string' && /^[\p{L}\p{N}\p{P}\p{S} ]{1,80}$/u.test(given) && given.trim() !== '')
    return given;
  throw wrong(where, 'expected a name of 1 to 80 characters on one line');
}

function redirectUri(given: unknown, where: string): string {
  const expected =
    'expected the whole address, such as https://ehr.example.test/callback: http or https, without *, fragment or password';
  if (
    typeof given !== 'string' ||
    given.length > 2000 ||
    !/^[\x21-\x7e]+$/.test(given) ||
    given.includes('*')
  )
    throw wrong(where, expected);
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw wrong(where, expected);
  }
  const plain = url.username === '' && url.password === '' && !given.includes('#');
  if (!/^https?:$/.test(url.protocol) || !plain) throw wrong(where, expected);
  return given;
}

function wrong(where: string, what: string): OperationError {
  return new OperationError('usage', `${where}: ${what}`);
}
