// Reads from a HID report descriptor what a host needs: the length of each report, and the usages of the device
// (HID 1.11 §6.2.2). It takes any bytes and never throws.

export type HidReportType = 'input' | 'output' | 'feature';

export interface HidReports {
  /** Length in bytes by report ID, without the ID itself. Without numbered reports the ID is 0. */
  readonly lengths: Readonly<Record<HidReportType, ReadonlyMap<number, number>>>;
  /** Usage page and usage of each top-level collection. */
  readonly usages: readonly { page: number; usage: number }[];
  readonly numbered: boolean;
  readonly problems: readonly string[];
}

interface Globals {
  usagePage: number;
  reportSizeBits: number;
  reportCount: number;
  reportId: number;
}

/** Linux refuses longer reports (HID_MAX_BUFFER_SIZE). */
const longestReportBytes = 16_384;
const deepestStack = 4;

const mainTags: Readonly<Record<number, HidReportType>> = { 8: 'input', 9: 'output', 11: 'feature' };

export function parseHidReports(descriptor: Uint8Array): HidReports {
  const bits = {
    input: new Map<number, number>(),
    output: new Map<number, number>(),
    feature: new Map<number, number>(),
  };
  const usages: { page: number; usage: number }[] = [];
  const problems: string[] = [];
  const stack: Globals[] = [];
  let globals: Globals = { usagePage: 0, reportSizeBits: 0, reportCount: 0, reportId: 0 };
  let usage: number | undefined;
  let depth = 0;
  let numbered = false;

  const onMain = (tag: number): void => {
    const type = mainTags[tag];
    if (type !== undefined) {
      const total = (bits[type].get(globals.reportId) ?? 0) + globals.reportSizeBits * globals.reportCount;
      if (total > 8 * longestReportBytes)
        problems.push(`its ${type} report is longer than ${longestReportBytes} bytes`);
      else bits[type].set(globals.reportId, total);
    } else if (tag === 10) {
      if (depth === 0) usages.push({ page: globals.usagePage, usage: usage ?? 0 });
      depth++;
    } else if (tag === 12) {
      if (depth === 0) problems.push('an End Collection closes nothing');
      else depth--;
    }
    usage = undefined;
  };

  const onGlobal = (tag: number, value: number): void => {
    if (tag === 0) globals.usagePage = value;
    else if (tag === 7) globals.reportSizeBits = value;
    else if (tag === 8) {
      if (value === 0 || value > 255) problems.push(`report ID ${value} is none of 1 to 255`);
      globals.reportId = value & 0xff;
      numbered = true;
    } else if (tag === 9) globals.reportCount = value;
    else if (tag === 10) {
      if (stack.length === deepestStack) problems.push(`Push is nested deeper than ${deepestStack}`);
      else stack.push({ ...globals });
    } else if (tag === 11) {
      const saved = stack.pop();
      if (saved === undefined) problems.push('a Pop has no Push');
      else globals = saved;
    }
  };

  for (let offset = 0; offset < descriptor.length && problems.length < 8; ) {
    const prefix = descriptor[offset]!;
    // HID 1.11 §6.2.2.3: a long item carries its size in the next byte.
    const size = prefix === 0xfe ? 2 + (descriptor[offset + 1] ?? 0) : [0, 1, 2, 4][prefix & 3]!;
    if (offset + 1 + size > descriptor.length) {
      problems.push(`the item at byte ${offset} is cut off`);
      break;
    }
    if (prefix !== 0xfe) {
      const value = littleEndian(descriptor, offset + 1, size);
      const kind = (prefix >> 2) & 3;
      if (kind === 0) onMain(prefix >> 4);
      else if (kind === 1) onGlobal(prefix >> 4, value);
      else if (kind === 2 && prefix >> 4 === 0) usage ??= value;
    }
    offset += 1 + size;
  }
  if (depth > 0) problems.push(`${depth} Collection without an End Collection`);
  const lengths = { input: inBytes('input'), output: inBytes('output'), feature: inBytes('feature') };
  return { lengths, usages, numbered, problems };

  function inBytes(type: HidReportType): Map<number, number> {
    const lengths = new Map<number, number>();
    for (const [id, total] of bits[type]) {
      if (total % 8 !== 0)
        problems.push(`its ${type} report has ${total} bits: pad it with ${8 - (total % 8)} constant ones`);
      if (numbered && id === 0) problems.push(`an ${type} report comes before the first report ID`);
      if (total > 0) lengths.set(id, Math.ceil(total / 8));
    }
    return lengths;
  }
}

function littleEndian(bytes: Uint8Array, offset: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[offset + i]!;
  return value;
}
