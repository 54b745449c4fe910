// docs/models.md out of the catalogue: what a model is, and on what each value stands.

import type { Datasheet, HardDatasheet } from './datasheet.js';
import type { Fact } from './fact.js';

/** The whole page as Markdown. */
export function modelsPage(sheets: readonly Datasheet[]): string {
  return [
    '# Models',
    '',
    'Written by `npx tsx scripts/write-models-page.ts` from `devices/`; do not edit it by hand.',
    '',
    'Each value is **published** (a vendor, a standard or a named third party printed it), **measured** (read off a real',
    'device) or **assumed** (no public source gives it, and why it was taken).',
    '',
    '| model | kind | what it is |',
    '|---|---|---|',
    ...sheets.map(({ id, kind, summary }) => `| [\`${id}\`](#${anchor(id)}) | ${kind} | ${cell(summary)} |`),
    ...sheets.flatMap(section),
    '',
  ].join('\n');
}

function section(sheet: Datasheet): string[] {
  const { serial } = sheet;
  const printed =
    serial.example.printed === serial.example.typed ? '' : `, printed \`${serial.example.printed}\``;
  return [
    '',
    `## ${sheet.id}`,
    '',
    `${sheet.summary[0]!.toUpperCase()}${sheet.summary.slice(1)}.`,
    '',
    ...sheet.notes.map((note) => `- ${note}`),
    `- ${serial.name}: ${serial.expected}; \`${serial.example.typed}\`${printed}.`,
    '',
    '| value | | basis | source |',
    '|---|---|---|---|',
    ...factsOf(sheet).map(
      ([name, fact]) => `| ${name} | ${cell(shown(fact.value))} | ${fact.basis} | ${cell(fact.source)} |`,
    ),
  ];
}

/** In the order of the datasheet, parts prefixed by their name. */
function factsOf(sheet: Datasheet): [name: string, fact: Fact<unknown>][] {
  const facts: [string, Fact<unknown>][] = [];
  const visit = (name: string, value: unknown): void => {
    if (isFact(value)) facts.push([name, value]);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(name === '' ? key : `${name}.${key}`, inner);
  };
  const { serial, notes, ...rest } = sheet as HardDatasheet;
  visit('', rest);
  return facts.sort(([one], [other]) => Number(one.includes('.')) - Number(other.includes('.')));
}

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === 'object' && value !== null && 'basis' in value && 'source' in value;
}

function shown(value: unknown): string {
  if (!Array.isArray(value)) return isRange(value) ? `${value.centre} ± ${value.spread}` : plain(value);
  if (value.length === 0) return 'none';
  if (typeof value[0] !== 'object') return value.join(', ');
  return value
    .map((row) =>
      Object.entries(row)
        .map(([key, number]) => `${number} ${UNIT[key] ?? key}`)
        .join(' '),
    )
    .join('; ');
}

function plain(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isRange(value: unknown): value is { centre: number; spread: number } {
  return typeof value === 'object' && value !== null && 'centre' in value && 'spread' in value;
}

const UNIT: Readonly<Record<string, string>> = { percent: '%', millivolts: 'mV', ohms: 'Ω' };

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
}

/** As GitHub makes anchors: lower case, punctuation dropped. */
function anchor(id: string): string {
  return id.replace(/[^a-z0-9-]/g, '');
}
