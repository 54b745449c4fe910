// Writes the body of a request or the standard input of a program.

import { inLine, inText, inXml } from './encodings.js';
import type { JsonTemplate, MessageTemplate } from './target-description.js';
import { fill, type Values } from './template.js';

export const contentTypes: Readonly<Record<MessageTemplate['form'], string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'application/xml; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  lines: 'text/plain; charset=utf-8',
};

export function writeMessage(message: MessageTemplate, values: Values): string {
  switch (message.form) {
    case 'json':
      return writeJson(message.value, values);
    case 'form':
      return new URLSearchParams(
        message.fields.map(
          ([name, template]) => [name, fill(template, values, unchanged)] as [string, string],
        ),
      ).toString();
    case 'xml':
      return fill(message.template, values, inXml);
    case 'text':
      return fill(message.template, values, inText);
    case 'lines':
      return message.lines.map((line) => `${fill(line, values, inLine)}\n`).join('');
  }
}

/** Written entry by entry: an object would put keys like "10" before the others and lose "__proto__". */
function writeJson(template: JsonTemplate, values: Values): string {
  switch (template.type) {
    case 'text':
      return JSON.stringify(fill(template.template, values, unchanged));
    case 'number':
      return values.get(template.placeholder) ?? 'null';
    case 'literal':
      return JSON.stringify(template.value);
    case 'list':
      return `[${template.items.map((item) => writeJson(item, values)).join(',')}]`;
    case 'mapping':
      return `{${template.entries
        .map(([key, value]) => `${JSON.stringify(key)}:${writeJson(value, values)}`)
        .join(',')}}`;
  }
}

const unchanged = (value: string): string => value;
