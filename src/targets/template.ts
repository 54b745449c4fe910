// A text with placeholders: `{serial}`; `{{` and `}}` stand for braces.

export type TemplatePart = { readonly literal: string } | { readonly placeholder: string };
export type Template = readonly TemplatePart[];

const piece = /\{\{|\}\}|\{([A-Za-z][A-Za-z0-9._-]*)\}|[{}]|[^{}]+/g;

/** Throws an Error whose message says how to fix the text. It quotes only the name of a placeholder. */
export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = [];
  let literal = '';
  for (const [match, placeholder] of text.matchAll(piece)) {
    if (placeholder !== undefined) {
      if (literal !== '') parts.push({ literal });
      literal = '';
      parts.push({ placeholder });
    } else if (match === '{' || match === '}') {
      throw new Error(`a lone "${match}": write "${match}${match}" for a brace, {serial} for a placeholder`);
    } else literal += match === '{{' ? '{' : match === '}}' ? '}' : match;
  }
  if (literal !== '') parts.push({ literal });
  return parts;
}

export function placeholdersOf(template: Template): string[] {
  return template.flatMap((part) => ('placeholder' in part ? [part.placeholder] : []));
}

/** The value of each placeholder in one request. */
export type Values = ReadonlyMap<string, string>;

/** Writes a value for the place of the template. Throws if the value does not fit there. */
export type Encoding = (value: string, placeholder: string) => string;

export function fill(template: Template, values: Values, encode: Encoding): string {
  let text = '';
  for (const part of template)
    text += 'literal' in part ? part.literal : encode(values.get(part.placeholder) ?? '', part.placeholder);
  return text;
}
