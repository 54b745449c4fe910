// Templates of a target's file, with their placeholders checked.
import type { Node } from 'yaml';
import { closest } from '../contract/did-you-mean.js';
import { placeholders } from './placeholders.js';
import { parseTemplate, placeholdersOf, type Template } from './template.js';
import { shown, type YamlSource } from './yaml-source.js';

/** The secrets that the templates of one file may use, and the placeholders that they have used. */
export interface TemplateScope {
  readonly source: YamlSource;
  readonly secrets: readonly string[];
  readonly used: Set<string>;
}

export function readTemplate(scope: TemplateScope, node: Node, what: string): Template | undefined {
  const text = scope.source.asText(node, what);
  return text === undefined ? undefined : templateOf(scope, node, what, text);
}

export function templateOf(
  scope: TemplateScope,
  node: Node,
  what: string,
  text: string,
): Template | undefined {
  let template: Template;
  try {
    template = parseTemplate(text);
  } catch (error) {
    return scope.source.problem(node, `${what} has ${(error as Error).message}`);
  }
  for (const name of placeholdersOf(template)) {
    const known = [...Object.keys(placeholders), ...scope.secrets.map((secret) => `secret.${secret}`)];
    if (known.includes(name)) scope.used.add(name);
    else scope.source.problem(node, unknownPlaceholder(what, name, known));
  }
  return template;
}

function unknownPlaceholder(what: string, name: string, known: readonly string[]): string {
  const near = closest(name, known);
  const fix =
    near !== undefined
      ? `did you mean {${near}}?`
      : name.startsWith('secret.')
        ? 'list it under "secrets"'
        : `give ${known.map((one) => `{${one}}`).join(', ')}`;
  return `${what} names {${shown(name)}}, which is not known: ${fix}`;
}
