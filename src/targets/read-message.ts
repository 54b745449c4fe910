// Reads the body of a request, or the standard input of a command, from a target file.
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { numberPlaceholders } from './placeholders.js';
import { readTemplate, type TemplateScope, templateOf } from './read-template.js';
import type { JsonScalar, JsonTemplate, MessageTemplate } from './target-description.js';
import type { Template } from './template.js';
import { unquotedPlaceholder, type YamlSource } from './yaml-source.js';

const forms = ['json', 'form', 'xml', 'text', 'lines'] as const;

export function readMessage(scope: TemplateScope, node: Node, what: string): MessageTemplate | undefined {
  const { source } = scope;
  const fix = `one of ${forms.join(', ')} with its content`;
  const entries = source.asMapping(node, what, fix, forms);
  if (entries === undefined) return undefined;
  if (entries.size !== 1) return source.problem(node, `${what} holds ${entries.size} forms: give ${fix}`);
  const [form, [, value]] = [...entries][0]! as [(typeof forms)[number], [Node, Node]];
  const place = `${what}: ${form}`;
  if (form === 'json') {
    const json = readJson(scope, value, place);
    return json === undefined ? undefined : { form, value: json };
  }
  if (form === 'form') {
    const fields = readPairs(scope, value, place);
    return fields === undefined ? undefined : { form, fields };
  }
  if (form === 'lines') {
    const lines = readTemplates(scope, value, place);
    return lines === undefined ? undefined : { form, lines };
  }
  const template = readTemplate(scope, value, place);
  return template === undefined ? undefined : { form, template };
}

export function readTemplates(scope: TemplateScope, node: Node, what: string): Template[] | undefined {
  const items = scope.source.asList(node, what, "such as ['{serial}', '{code}']");
  return items
    ?.map((item, index) => readTemplate(scope, item, `${what} ${index + 1}`))
    .filter((template) => template !== undefined);
}

/** Names, each with a template: form fields, headers, environment variables. */
export function readPairs(scope: TemplateScope, node: Node, what: string): [string, Template][] | undefined {
  const entries = scope.source.asMapping(node, what, 'names with a text each');
  if (entries === undefined) return undefined;
  return [...entries].flatMap(([name, [, value]]) => {
    const template =
      isScalar(value) && value.value === '' ? [] : readTemplate(scope, value, `${what}: ${name}`);
    return template === undefined ? [] : [[name, template] as [string, Template]];
  });
}

function readJson(scope: TemplateScope, node: Node, what: string): JsonTemplate | undefined {
  const { source } = scope;
  const slip = unquotedPlaceholder(node);
  if (slip !== undefined) return source.problem(node, slip);
  if (isSeq(node)) {
    const items = (node.items as Node[]).map((item, index) => readJson(scope, item, `${what}/${index}`));
    return items.every((item) => item !== undefined) ? { type: 'list', items } : undefined;
  }
  if (isMap(node)) {
    const entries = [...source.asMapping(node, what, 'keys and values')!].map(
      ([key, [, value]]) => [key, readJson(scope, value, `${what}/${key}`)] as const,
    );
    return entries.every((entry): entry is readonly [string, JsonTemplate] => entry[1] !== undefined)
      ? { type: 'mapping', entries }
      : undefined;
  }
  if (source.isPlain(node)) {
    const value = readJsonScalar(source, node, what);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return { type: 'literal', value };
  }
  const text = String((node as { value?: unknown }).value ?? '');
  const number = /^\{([A-Za-z]+):number\}$/.exec(text)?.[1];
  if (number !== undefined && numberPlaceholders.includes(number)) {
    scope.used.add(number);
    return { type: 'number', placeholder: number };
  }
  if (/^\{[A-Za-z]+:[a-z]+\}$/.test(text))
    return source.problem(
      node,
      `${what}: only ${numberPlaceholders.map((name) => `{${name}:number}`).join(' and ')} are sent as numbers`,
    );
  const template = templateOf(scope, node, what, text);
  return template === undefined ? undefined : { type: 'text', template };
}

/** Without quotes, true, false, null and numbers mean what they mean in JSON; 0123 is a text (RFC 8259 §6). */
export function readJsonScalar(source: YamlSource, node: Node, what: string): JsonScalar | undefined {
  if (!isScalar(node)) {
    source.asText(node, what);
    return undefined;
  }
  const text = String(node.value ?? '');
  if (!source.isPlain(node)) return text;
  if (text === '') return source.asText(node, what);
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  if (!/^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(text)) return text;
  const number = Number(text);
  if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number)))
    return source.problem(
      node,
      `${what} is a number beyond what JSON readers hold exactly: put it into quotes`,
    );
  return number;
}
