// The arguments of an operation, from a request's path, query and body.
import type { Context } from 'hono';
import { bytesContent, type Content, readContent } from '../contract/content.js';
import { sizeText } from '../contract/content-size.js';
import { OperationError } from '../contract/operation-error.js';
import { RequestRefused } from './problem.js';
import { mostBodyBytes, readBody } from './request-body.js';
import type { ServedOperation } from './served-operation.js';

/**
 * `whole`: an upload is read before this returns, so that it can be compared with an earlier one.
 * @throws RequestRefused for a body that is too large or of another kind; OperationError `usage` for a bad argument
 */
export async function requestArguments(
  c: Context,
  served: ServedOperation,
  { whole = false } = {},
): Promise<Record<string, unknown>> {
  const { operation, route, parameters } = served;
  refuseEncoding(c);
  const given: Record<string, unknown> = {};
  const take = (name: string, value: unknown): void => {
    // Put into an object, it would become its prototype and be seen by nobody.
    if (name === '__proto__')
      throw new OperationError('usage', `${operation.name} has no argument '__proto__'`, { parameter: name });
    if (Object.hasOwn(given, name))
      throw new OperationError('usage', `${name}: given twice, in the path, the query or the body`, {
        parameter: name,
      });
    if (Object.hasOwn(operation.parameters, name) && !Object.hasOwn(parameters, name))
      throw new OperationError(
        'usage',
        `${name}: not taken over HTTP, since it names a place on the server`,
        {
          parameter: name,
        },
      );
    given[name] = value;
  };
  for (const name of route.inPath) take(name, c.req.param(name));
  for (const [name, value] of queryOf(c, served)) take(name, value);
  const upload = uploadOf(c, served);
  if (upload !== undefined) {
    take(
      served.content!,
      whole ? bytesContent(await readContent(upload, sizeOf(served)), upload.name) : upload,
    );
    for (const [name, value] of secretHeaders(c, served)) take(name, value);
  } else for (const [name, value] of Object.entries(await jsonBody(c))) take(name, value);
  for (const [name, value] of Object.entries(given)) refusePlace(name, value, parameters[name]?.localOnly);
  return given;
}

/** A value that would make the server open a file, a device or a port of its own machine. */
function refusePlace(
  name: string,
  value: unknown,
  localOnly: boolean | ((value: unknown) => boolean) | undefined,
) {
  if (typeof localOnly === 'function' && localOnly(value))
    throw new OperationError(
      'usage',
      `${name}: the path of a file given; expected a name, since a server opens no file for a client`,
      {
        parameter: name,
        expected: 'a name',
      },
    );
}

function queryOf(c: Context, { operation, parameters }: ServedOperation): [string, unknown][] {
  const { url } = c.req;
  const mark = url.indexOf('?');
  if (mark < 0) return [];
  const query = new URLSearchParams(url.slice(mark + 1));
  return [...new Set(query.keys())].map((name) => {
    const kind = parameters[name]?.kind;
    const values = query.getAll(name);
    if (kind === 'secret' || kind === 'content' || kind === 'lines')
      throw new OperationError(
        'usage',
        `${name}: given in the URL, which proxies and logs keep; give it in the body of the request`,
        { parameter: name },
      );
    if (kind === 'names') return [name, values];
    if (values.length > 1)
      throw new OperationError(
        'usage',
        `${name}: given ${values.length} times; ${operation.name} takes it once`,
        {
          parameter: name,
        },
      );
    return [name, kind === 'flag' ? flagOf(values[0]!, name) : values[0]];
  });
}

function flagOf(text: string, name: string): boolean {
  if (text === 'true' || text === '' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new OperationError('usage', `${name}: expected true or false`, {
    parameter: name,
    expected: 'true or false',
  });
}

async function jsonBody(c: Context): Promise<Record<string, unknown>> {
  const method = c.req.method;
  if (method === 'GET' || method === 'HEAD') {
    if (hasBody(c))
      throw new RequestRefused(400, 'usage', `a ${method} has no body: give the parameters in the query`);
    return {};
  }
  const text = await readBody(c, mostBodyBytes);
  if (text.trim() === '') return {};
  const type = mediaType(c);
  // What curl -d says of its body.
  if (type !== '' && !isJson(type) && type !== 'application/x-www-form-urlencoded')
    throw new RequestRefused(415, 'usage', `content-type: expected application/json`, {
      accept: 'application/json',
    });
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new RequestRefused(
      400,
      'usage',
      'the body is not a JSON object; expected {"parameter": value, …} or {}',
    );
  if (/\\ud[89a-f]/i.test(text) && loneSurrogate.test(JSON.stringify(body)))
    throw new RequestRefused(
      400,
      'usage',
      'the body has half of a surrogate pair (\\ud800 to \\udfff), which is no character; give both halves, or the character itself',
    );
  return body as Record<string, unknown>;
}

/** As JSON.stringify writes it: a pair becomes its character, a half stays escaped. */
const loneSurrogate = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

function hasBody(c: Context): boolean {
  const length = c.req.header('content-length');
  return length === undefined ? c.req.header('transfer-encoding') !== undefined : Number(length) > 0;
}

function refuseEncoding(c: Context): void {
  const encoding = c.req.header('content-encoding');
  if (encoding !== undefined && encoding !== '' && encoding.toLowerCase() !== 'identity')
    throw new RequestRefused(
      415,
      'usage',
      `content-encoding: ${JSON.stringify(encoding.slice(0, 60))} given; send the body as it is`,
      { 'accept-encoding': 'identity' },
    );
}

/** The body as a file's content, where the operation takes one and the body is not JSON. */
function uploadOf(c: Context, served: ServedOperation): Content | undefined {
  if (served.content === undefined || isJson(mediaType(c))) return undefined;
  if (!hasBody(c)) return undefined;
  const size = sizeOf(served);
  const tooLarge = (): RequestRefused =>
    new RequestRefused(
      413,
      'usage',
      `${served.content}: more than ${sizeText(size.mostBytes)}: ${size.expected}`,
    );
  if (Number(c.req.header('content-length')) > size.mostBytes) throw tooLarge();
  let sent = false;
  return {
    name: 'the body',
    async *chunks() {
      if (sent)
        throw new OperationError(
          'busy',
          'the owner of the bench ended while the body was sent; send the request again',
        );
      sent = true;
      let bytes = 0;
      for await (const chunk of c.req.raw.body ?? []) {
        bytes += chunk.length;
        if (bytes > size.mostBytes) throw tooLarge();
        yield chunk;
      }
    },
  };
}

function sizeOf({ parameters, content }: ServedOperation) {
  return parameters[content!]!.size!;
}

/** The password of an uploaded file has no place in the URL: `Foblab-Secret-Password: …`. */
function* secretHeaders(c: Context, { parameters }: ServedOperation): Generator<[string, string]> {
  for (const [name, { kind }] of Object.entries(parameters)) {
    const value = kind === 'secret' ? c.req.header(secretHeader(name)) : undefined;
    if (value !== undefined) yield [name, value];
  }
}

export function secretHeader(parameter: string): string {
  return `Foblab-Secret-${parameter[0]!.toUpperCase()}${parameter.slice(1)}`;
}

function mediaType(c: Context): string {
  return (c.req.header('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

function isJson(type: string): boolean {
  return type === 'application/json' || type.endsWith('+json');
}
