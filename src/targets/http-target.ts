// An HTTP endpoint as a target. It gets the code in a templated request; status, JSON or text of its answer decides.
import { inHeader } from './encodings.js';
import { exchange } from './http-exchange.js';
import { contentTypes, writeMessage } from './message-body.js';
import { valuesOf } from './placeholders.js';
import { redactor, saying } from './redaction.js';
import { requestUrl } from './request-url.js';
import { readSecrets } from './secrets.js';
import type { Target, TargetAnswer, TargetRequest, TargetVerdict } from './target.js';
import type { TargetDependencies } from './target-dependencies.js';
import type { HttpDescription } from './target-description.js';
import { TargetError } from './target-error.js';
import { judgedAt, requestSecrets, throwIfAborted } from './target-request.js';
import { fill, type Values } from './template.js';
import { readAnswer } from './verdict-rules.js';

export function httpTarget(description: HttpDescription, dependencies: TargetDependencies): Target {
  return {
    name: description.name,
    kind: 'http',
    timeBase: description.timeBase,
    verify: (request) => verify(description, dependencies, request),
  };
}

async function verify(
  description: HttpDescription,
  dependencies: TargetDependencies,
  request: TargetRequest,
): Promise<TargetVerdict> {
  const { name, timeBase, rules, timeoutMs, method } = description;
  throwIfAborted(request.signal);
  const secrets = await readSecrets(description.secrets, dependencies.environment);
  const values = valuesOf(request, secrets, dependencies.nonce());
  const url = requestUrl(description.url, values);
  const body = description.body === null ? null : writeMessage(description.body, values);
  const headers = headersOf(description, values, body);
  throwIfAborted(request.signal);
  const atUs = judgedAt(timeBase, request, dependencies);
  const startMs = dependencies.nowMs();
  const result = await exchange(
    { method, url, headers, body, timeoutMs, signal: request.signal },
    dependencies,
  );
  const durationMs = dependencies.nowMs() - startMs;
  // A compressed body was not requested and is not unpacked: a small body could expand and fill the memory.
  const plain = result.contentEncoding === 'identity';
  const text = plain ? new TextDecoder().decode(result.body) : '';
  const reading = readAnswer(rules, {
    exit: null,
    status: result.status,
    stdout: '',
    stderr: '',
    body: text,
    jsonBytes: plain ? result.body : new Uint8Array(),
  });
  const raw: Extract<TargetAnswer, { kind: 'http' }> = {
    kind: 'http',
    rule: reading.rule?.label ?? null,
    status: result.status,
    body: redactor(requestSecrets(request, secrets))(text),
  };
  if (reading.rule === null) throw unreadable(url, plain ? reading.why : 'its body is packed', raw);
  return { outcome: reading.rule.outcome, target: name, timeBase, atUs, raw, durationMs };
}

function headersOf(
  description: HttpDescription,
  values: Values,
  body: string | null,
): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': 'foblab', 'accept-encoding': 'identity' };
  if (description.body !== null && body !== null) {
    headers['content-type'] = contentTypes[description.body.form];
    headers['content-length'] = String(Buffer.byteLength(body));
  }
  for (const [name, template] of description.headers) headers[name] = fill(template, values, inHeader);
  return headers;
}

function unreadable(url: URL, why: string, raw: Extract<TargetAnswer, { kind: 'http' }>): TargetError {
  const { status } = raw;
  const redirect =
    status >= 300 && status < 400 ? ' Redirects are not followed: give the address itself.' : '';
  return new TargetError(
    'unreadable',
    `${url.protocol}//${url.host} gave no verdict: status ${status}, ${why}.${redirect}${saying(raw.body)}`,
    raw,
  );
}
