// Just enough XML writing: elements, attributes, escaped text.
import { SeedFileError } from '../seed-file-error.js';

export interface Xml {
  lines(indent: string): string[];
  /** The same without white space between elements. */
  line(): string;
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: string | readonly Xml[],
): Xml {
  const start = openedTag(name, attributes);
  return {
    lines: (indent) => {
      if (typeof content === 'string') return [`${indent}${start}>${escaped(content)}</${name}>`];
      if (content.length === 0) return [`${indent}${start}/>`];
      return [
        `${indent}${start}>`,
        ...content.flatMap((child) => child.lines(`${indent}  `)),
        `${indent}</${name}>`,
      ];
    },
    line: () => {
      if (typeof content === 'string') return `${start}>${escaped(content)}</${name}>`;
      if (content.length === 0) return `${start}/>`;
      return `${start}>${content.map((child) => child.line()).join('')}</${name}>`;
    },
  };
}

/** A start tag without its `>`. */
export function openedTag(name: string, attributes: Readonly<Record<string, string>>): string {
  return `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('')}`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw new SeedFileError('cannot-write', 'a name has control characters, which XML cannot hold');
  // XML 1.0 §2.11, §3.3.3 and XML 1.1 §2.11: readers turn these into line feeds and spaces where they stand bare.
  // U+FFFD, bare, is taken for a file whose encoding was broken on its way.
  const bare = /[\t\n\r\u0085\u2028\u2029\ufffd]/g;
  return text
    .replace(/[&<>"']/g, (character) => escapes[character] as string)
    .replace(bare, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
