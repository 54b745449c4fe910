// The keys of a target that is an HTTP endpoint.
import { validateHeaderName } from 'node:http';
import type { Node } from 'yaml';
import { suggestion } from '../contract/did-you-mean.js';
import { readMessage, readPairs } from './read-message.js';
import { readTemplate, type TemplateScope } from './read-template.js';
import type { HttpDescription, UrlTemplate } from './target-description.js';
import type { Template } from './template.js';
import { type Entry, shown } from './yaml-source.js';

export const httpKeys = ['method', 'url', 'headers', 'body'] as const;

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Headers that foblab sets itself: RFC 9112 §6, RFC 9110 §7.2 and §12.5.3. */
const ownHeaders = [
  'content-length',
  'transfer-encoding',
  'connection',
  'accept-encoding',
  'expect',
  'upgrade',
  'te',
  'trailer',
];

type HttpPart = Pick<HttpDescription, 'kind' | 'method' | 'url' | 'headers' | 'body'>;

export function readHttp(scope: TemplateScope, entries: ReadonlyMap<string, Entry>): HttpPart {
  const { source } = scope;
  const bodyEntry = entries.get('body');
  const url = source.required(entries, 'url', 'an address such as https://host/validate/check', (node) =>
    readUrl(scope, node),
  );
  const headersEntry = entries.get('headers');
  const body = bodyEntry === undefined ? null : (readMessage(scope, bodyEntry[1], 'body') ?? null);
  const method = readMethod(scope, entries.get('method'), bodyEntry !== undefined);
  return {
    kind: 'http',
    method,
    url: url ?? { origin: '', segments: [], query: null },
    headers: headersEntry === undefined ? [] : readHeaders(scope, headersEntry[1]),
    body,
  };
}

function readMethod({ source }: TemplateScope, entry: Entry | undefined, withBody: boolean): string {
  if (entry === undefined) return withBody ? 'POST' : 'GET';
  const text = source.asText(entry[1], 'method');
  if (text === undefined) return 'GET';
  const method = methods.find((one) => one === text);
  if (method === undefined)
    source.problem(entry[1], `method is "${shown(text)}": ${suggestion(text, methods)}`);
  if (method === 'GET' && withBody)
    source.problem(
      entry[1],
      'method is GET, which has no body: give POST, or put it into the address’s query',
    );
  return method ?? 'GET';
}

function readHeaders(scope: TemplateScope, node: Node): [string, Template][] {
  const headers = readPairs(scope, node, 'headers') ?? [];
  const seen = new Set<string>();
  return headers.map(([name, template]) => {
    const lower = name.toLowerCase();
    try {
      validateHeaderName(name);
    } catch {
      scope.source.problem(
        node,
        `headers: "${shown(name)}" is not a header’s name: give letters, digits and "-"`,
      );
    }
    if (ownHeaders.includes(lower))
      scope.source.problem(node, `headers: ${lower} is set by foblab itself: take it away`);
    if (seen.has(lower)) scope.source.problem(node, `headers: ${lower} stands there twice: take one away`);
    seen.add(lower);
    for (const part of template)
      if ('literal' in part && !/^[\x20-\x7e]*$/.test(part.literal))
        scope.source.problem(
          node,
          `headers: ${lower} holds a character that no header can: give printable ASCII`,
        );
    return [lower, template];
  });
}

/** Splits the address before values are inserted, so that a value cannot send the request to another host or path. */
function readUrl(scope: TemplateScope, node: Node): UrlTemplate | undefined {
  const { source } = scope;
  const template = readTemplate(scope, node, 'url');
  if (template === undefined) return undefined;
  const first = template[0];
  const start = first !== undefined && 'literal' in first ? first.literal : '';
  const [, origin] = /^(https?:\/\/[^/?#]*)/i.exec(start) ?? [];
  if (origin === undefined)
    return source.problem(node, 'url: give an address that begins with http:// or https://');
  if (template.length > 1 && origin === start)
    return source.problem(node, 'url: the host is fixed: put "/" between it and the first placeholder');
  let parsed: URL;
  try {
    parsed = new URL(origin);
  } catch {
    return source.problem(
      node,
      'url: the host or port is not valid: give an address such as http://127.0.0.1:8080/check',
    );
  }
  if (parsed.username !== '' || parsed.password !== '' || origin.includes('@'))
    return source.problem(node, 'url: a name or password in the address: use a header and a secret');
  const rest: Template = [{ literal: start.slice(origin.length) }, ...template.slice(1)];
  if (rest.some((part) => 'literal' in part && !/^[\x21-\x7e]*$/.test(part.literal)))
    return source.problem(node, 'url: a space or a character beyond ASCII: percent-encode it');
  if (rest.some((part) => 'literal' in part && part.literal.includes('#')))
    return source.problem(node, 'url: what follows "#" is never sent: take it away');
  const [path, query] = splitOnce(rest, '?');
  const [, ...segments] = splitAll(path, '/');
  return { origin: parsed.origin, segments, query };
}

function splitOnce(template: Template, mark: string): [Template, Template | null] {
  for (const [index, part] of template.entries()) {
    const at = 'literal' in part ? part.literal.indexOf(mark) : -1;
    if (at < 0 || !('literal' in part)) continue;
    return [
      [...template.slice(0, index), { literal: part.literal.slice(0, at) }],
      [{ literal: part.literal.slice(at + 1) }, ...template.slice(index + 1)],
    ];
  }
  return [template, null];
}

function splitAll(template: Template, mark: string): Template[] {
  const pieces: Template[number][][] = [[]];
  for (const part of template) {
    if ('placeholder' in part) {
      pieces.at(-1)!.push(part);
      continue;
    }
    for (const [index, literal] of part.literal.split(mark).entries()) {
      if (index > 0) pieces.push([]);
      if (literal !== '') pieces.at(-1)!.push({ literal });
    }
  }
  return pieces;
}
