// Writes docs/models.md from the catalogue: the models, and the source of each value.

import { batteryEndPictures } from './battery-end-pictures.js';
import type { Datasheet } from './datasheet.js';
import { type BasisCounts, basisCountsText, countBases, factsOf } from './datasheet-facts.js';
import { basisText, type Fact } from './fact.js';

/** The whole page as Markdown. */
export function modelsPage(sheets: readonly Datasheet[]): string {
  return [
    '# Models',
    '',
    'Written by `npx tsx scripts/write-models-page.ts` from `devices/`; do not edit it by hand.',
    '',
    'Each value has one of four bases: **published** (a vendor, a standard or a named third party gives it for this model),',
    '**published for the kind** (a source gives it for another part or token of the same kind: the crystal, the cell, a card),',
    '**measured** (somebody read it on real devices: who, and on how many) or **assumed** (no public source gives it; the',
    'source says why it was chosen).',
    '',
    `Of ${total(countBases(sheets))} values, ${basisCountsText(countBases(sheets))}.`,
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
    `${basisCountsText(countBases([sheet]))}.`,
    ...endLines(sheet),
    '',
    '| value | | basis | source |',
    '|---|---|---|---|',
    ...rowsOf(sheet).map(
      ([name, fact]) =>
        `| ${name} | ${cell(shown(fact.value))} | ${basisText(fact)} | ${cell(fact.source)} |`,
    ),
  ];
}

/** First the values of the whole token, then those of its parts. */
function rowsOf(sheet: Datasheet): [name: string, fact: Fact<unknown>][] {
  return factsOf(sheet).sort(([one], [other]) => Number(one.includes('.')) - Number(other.includes('.')));
}

/** The pictures of the end of its battery. */
function endLines(sheet: Datasheet): string[] {
  if (sheet.kind !== 'hard') return [];
  return [
    '',
    'The end of its battery, on its glass:',
    ...batteryEndPictures(sheet).flatMap(({ caption, rows }) => [
      '',
      `${caption}:`,
      '',
      '```text',
      ...rows.map((row) => row.trimEnd()),
      '```',
    ]),
  ];
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

function total(counts: BasisCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function isRange(value: unknown): value is { centre: number; spread: number } {
  return typeof value === 'object' && value !== null && 'centre' in value && 'spread' in value;
}

const UNIT: Readonly<Record<string, string>> = { percent: '%', millivolts: 'mV', ohms: 'Ω' };

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
}

/** The anchor that GitHub makes of a heading: lower case, without punctuation. */
function anchor(id: string): string {
  return id.replace(/[^a-z0-9-]/g, '');
}
