// Mutated files: each record is read right, or refused with a position, or reported as partly read; no value lands in
// another column, encoding or record. The oracle is the record before the mutation.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import {
  otpauthUri,
  type ReadOptions,
  readSeedFile,
  type SeedFile,
  SeedFileError,
  type SeedRecord,
  writePskc,
} from '../../src/seed-files/index.js';
import { encodeBase32, encodeBase64, encodeHex } from '../../src/seed-files/text-codecs.js';

const mutations = suite('mutated seed files');
const files = 2000;
const seed = Number(process.env.FOBLAB_SEED);

/** mulberry32: enough for choosing mutations, and the same on every machine. */
function randomOf(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Sample {
  readonly name: string;
  readonly rows: readonly string[];
  readonly header?: string;
  readonly delimiter: string;
  readonly records: readonly SeedRecord[];
  readonly options: ReadOptions;
  readonly isTable: boolean;
}

const position = { record: 1, line: 1, column: 1 };

/** Six records in which no two fields hold the same text. */
function recordsOf(random: () => number, type: 'totp' | 'hotp' | 'both', named: boolean): SeedRecord[] {
  const number = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  return Array.from({ length: 6 }, (_, i) => {
    const kind = type === 'both' ? (i % 2 === 0 ? 'totp' : 'hotp') : type;
    return {
      serial: `${number(100, 999)}${1_000_000 + i * 1000 + number(0, 999)}`,
      secret: Uint8Array.from({ length: 20 }, () => number(0, 255)),
      type: kind,
      algorithm: 'sha1',
      digits: named ? 6 : i % 3 === 0 ? 8 : 6,
      position,
      ...(kind === 'totp' ? { periodSeconds: [30, 60, 45, 90][i % 4]! } : { counter: number(100, 90_000) }),
      ...(named
        ? {
            label: `user${i}@example.com`,
            manufacturer: `Maker ${'ABCDEF'[i]}`,
            model: `Type-${'uvwxyz'[i]}`,
          }
        : {}),
    } as SeedRecord;
  });
}

async function samplesOf(random: () => number): Promise<Sample[]> {
  const factor = (record: SeedRecord): number => record.periodSeconds ?? record.counter ?? 0;
  const oath = (record: SeedRecord, d: string): string =>
    [record.serial, encodeHex(record.secret), record.type, record.digits, factor(record)].join(d);
  const table = (
    name: string,
    records: readonly SeedRecord[],
    row: (record: SeedRecord) => string,
    delimiter: string,
    more: Partial<Sample> = {},
  ): Sample => ({ name, records, rows: records.map(row), delimiter, options: {}, isTable: true, ...more });
  const [a, b, c, d, e, f] = [
    recordsOf(random, 'both', false),
    recordsOf(random, 'both', false),
    recordsOf(random, 'totp', true),
    recordsOf(random, 'totp', true),
    recordsOf(random, 'hotp', false).map((record) => ({ ...record, digits: 6 })),
    recordsOf(random, 'totp', false).map((record) => ({ ...record, digits: 6, periodSeconds: 60 })),
  ];
  const entra = (record: SeedRecord, s: string): string =>
    [
      record.label,
      record.serial,
      encodeBase32(record.secret),
      record.periodSeconds,
      record.manufacturer,
      record.model,
    ].join(s);
  const pskcRecords = recordsOf(random, 'both', false);
  const uris = recordsOf(random, 'both', false).map((record) => ({ ...record, label: record.serial }));
  const pskc = await writePskc(pskcRecords, { plain: true });
  return [
    table('OATH list', a, (record) => oath(record, ','), ','),
    table('OATH table', b, (record) => oath(record, ';'), ';', {
      header: 'serial;hexkey;type;digits;step|counter',
    }),
    table('Entra', c, (record) => entra(record, ','), ',', {
      header: 'upn,serial number,secret key,timeinterval,manufacturer,model',
    }),
    table('Entra with tabs', d, (record) => entra(record, '\t'), '\t', {
      header: 'UPN\tSerial Number\tSecret Key\tTime Interval\tManufacturer\tModel',
    }),
    table('bare list with counters', e, (r) => `${r.serial},${encodeHex(r.secret)},${r.counter}`, ',', {
      options: { defaults: { type: 'hotp' } },
    }),
    table('bare list', f, (r) => `${r.serial} ${encodeHex(r.secret)}`, ' ', {
      options: { defaults: { type: 'totp', periodSeconds: 60 } },
    }),
    {
      name: 'PSKC',
      records: pskcRecords,
      rows: pskc.trimEnd().split('\n'),
      delimiter: '\n',
      options: {},
      isTable: false,
    },
    {
      name: 'otpauth',
      records: uris,
      rows: uris.map((record) => otpauthUri(record)),
      delimiter: '&',
      options: {},
      isTable: false,
    },
  ];
}

interface Mutated {
  readonly bytes: Uint8Array;
  readonly what: string;
  /** Bytes were changed inside the text: one field of a record may hold what the changed text says. */
  readonly inField: boolean;
}

function mutate(sample: Sample, random: () => number): Mutated {
  const pick = (count: number): number => Math.floor(random() * count);
  const { rows, header, delimiter, records } = sample;
  const at = pick(rows.length);
  const lines = [...rows];
  const whole = (): string => `${[...(header === undefined ? [] : [header]), ...lines].join('\n')}\n`;
  const done = (what: string, text = whole(), inField = false): Mutated => ({
    bytes: Buffer.from(text),
    what,
    inField,
  });
  const cells = lines[at]!.split(delimiter);
  const cell = pick(cells.length);
  const other = (delimiter === ',' ? [';', '\t', '|'] : [',', ';', '|'])[pick(3)]!;
  switch (pick(sample.isTable ? 16 : 7)) {
    case 0: {
      const bytes = Buffer.from(whole());
      const place = pick(bytes.length);
      bytes[place] = bytes[place]! ^ (1 << pick(8));
      return { bytes, what: `bit flipped at ${place}`, inField: true };
    }
    case 1: {
      const text = whole();
      const place = pick(text.length);
      return done(`byte ${place} lost`, text.slice(0, place) + text.slice(place + 1), true);
    }
    case 2: {
      const text = whole();
      const place = pick(text.length);
      const inserted = [',', ';', '"', '\n', '#', '0', 'a', ' ', '\t', '&', '<', '='][pick(12)]!;
      return done(
        `${JSON.stringify(inserted)} at ${place}`,
        text.slice(0, place) + inserted + text.slice(place),
        true,
      );
    }
    case 3: {
      const text = whole();
      return done('cut', text.slice(0, pick(text.length)), true);
    }
    case 4: {
      const text = whole();
      const half = text.slice(0, text.length >> 1);
      const mixed = Buffer.concat([Buffer.from(half), Buffer.from(text.slice(half.length), 'utf16le')]);
      return { bytes: mixed, what: 'second half in UTF-16', inField: false };
    }
    case 5:
      lines.splice(at, 1, `${lines[at]}\u00e4`);
      return { bytes: Buffer.from(whole(), 'latin1'), what: `Latin-1 in row ${at}`, inField: false };
    case 6:
      lines.splice(at, 0, lines[at]!);
      return done(`row ${at} twice`);
    case 7:
      cells.splice(cell, 1);
      lines[at] = cells.join(delimiter);
      return done(`cell ${cell} of row ${at} lost`);
    case 8:
      cells.splice(cell, 0, '');
      lines[at] = cells.join(delimiter);
      return done(`empty cell before ${cell} of row ${at}`);
    case 9:
      cells.splice(cell, 0, cells[pick(cells.length)]!);
      lines[at] = cells.join(delimiter);
      return done(`another cell's copy before ${cell} of row ${at}`);
    case 10:
      cells.push(...cells.splice(0, 1 + pick(cells.length - 1)));
      lines[at] = cells.join(delimiter);
      return done(`row ${at} rotated`);
    case 11:
      lines[at] = cells.join(other);
      return done(`other delimiter in row ${at}`);
    case 12: {
      const joined = cells
        .map((text, i) => (i === 0 ? text : (i === cell ? other : delimiter) + text))
        .join('');
      lines[at] = joined;
      return done(`other delimiter before cell ${cell} of row ${at}`);
    }
    case 13: {
      const text = whole().replaceAll(delimiter, other);
      return done(`other delimiter everywhere`, text);
    }
    case 14: {
      const { secret } = records[at]!;
      const spelled = [encodeHex(secret), encodeBase32(secret), encodeBase64(secret)];
      lines[at] = lines[at]!.replace(new RegExp(`${spelled[0]}|${spelled[1]}`, 'i'), spelled[pick(3)]!);
      return done(`key of row ${at} in another encoding`);
    }
    default:
      lines[at] = `"${lines[at]}"`;
      return done(`row ${at} in one cell`);
  }
}

const fields = [
  'serial',
  'type',
  'algorithm',
  'digits',
  'periodSeconds',
  'counter',
  'label',
  'manufacturer',
  'model',
] as const;

function check(sample: Sample, { inField }: Mutated, { records, report, notes }: SeedFile): void {
  const told = report.filter(({ outcome }) => outcome !== 'read').length;
  const accounted = records.length + told + (notes.length > 0 ? sample.records.length : 0);
  assert.ok(accounted >= sample.records.length || inField, 'a record is gone without a word');
  const hexOf = ({ secret }: SeedRecord): string => encodeHex(secret);
  for (const record of records) {
    const original =
      sample.records.find((one) => hexOf(one) === hexOf(record)) ??
      sample.records.find(({ serial }) => serial === record.serial);
    assert.ok(original !== undefined || inField, 'a record that never was');
    if (original === undefined) continue;
    const entry = report.find(({ position: place }) => place.record === record.position.record)!;
    const reported = entry.notes.length > 0 || notes.length > 0;
    let changed = hexOf(original) === hexOf(record) ? 0 : 1;
    // A URI has one text for the serial and the label.
    const one = original.label === original.serial;
    for (const field of fields) {
      if (record[field] === original[field] || (one && field === 'label')) continue;
      const others = fields.filter((name) => name !== field && original[name] !== undefined);
      const stray = others.find((name) => String(original[name]) === String(record[field]));
      // A value that a note calls assumed may happen to be another field's, and so may 60 s that have lost a digit.
      assert.ok(
        stray === undefined || reported || (inField && String(record[field]).length < 3),
        `${field} holds what was ${stray}: ${String(record[field])}`,
      );
      if (record[field] === undefined || reported) continue;
      changed++;
    }
    assert.ok(changed === 0 || (inField && changed === 1), `${changed} fields changed in silence`);
  }
}

mutations(`${files} mutated files: read right, refused with a position, or reported`, async () => {
  const random = randomOf(seed);
  const counts = { right: 0, refused: 0, reported: 0 };
  let samples: Sample[] = [];
  for (let i = 0; i < files; i++) {
    if (i % 100 === 0) samples = await samplesOf(random);
    const sample = samples[i % samples.length]!;
    const mutated = mutate(sample, random);
    for (const partial of [false, true]) {
      let read: SeedFile;
      try {
        read = await readSeedFile(mutated.bytes, { ...sample.options, partial });
      } catch (error) {
        assert.ok(
          error instanceof SeedFileError,
          `${sample.name}: ${mutated.what}: ${(error as Error).stack}`,
        );
        const placed = error.position.line !== undefined || error.report.length > 0;
        assert.ok(
          placed || error.code === 'empty' || error.code === 'unsupported',
          `${sample.name}: ${mutated.what}: no position: ${error.message}`,
        );
        counts.refused++;
        continue;
      }
      try {
        check(sample, mutated, read);
      } catch (error) {
        const text = Buffer.from(mutated.bytes).toString();
        throw new Error(
          `${sample.name}: ${mutated.what}: ${(error as Error).message}\n${text}\n${JSON.stringify(read.report.slice(0, 8))} ${JSON.stringify(read.notes)}`,
        );
      }
      const reported =
        read.notes.length > 0 ||
        read.report.some(({ outcome, notes }) => outcome !== 'read' || notes.length > 0);
      counts[reported ? 'reported' : 'right']++;
    }
  }
  for (const count of Object.values(counts)) assert.ok(count > files / 20, JSON.stringify(counts));
  if (process.env.FOBLAB_SHOW_COUNTS) console.log(counts);
});

mutations.run();
