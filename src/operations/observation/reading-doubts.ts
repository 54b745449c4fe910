// What speaks against a typed reading before it is kept: swapped fields, a serial that cannot be right or is nearly
// another one, a code of another length. A person is asked; a script is refused, and says so if it insists.
import { catalogue, type SerialGrammar } from '../../../devices/index.js';
import { OperationError } from '../../contract/operation-error.js';
import type { OperationContext } from '../../host/operation-context.js';
import { verifierOf } from '../../host/verifier/verifier-host.js';
import type { Observation } from '../../observations/index.js';
import { foldedSerial, lookAlikeSerial } from '../../serials/index.js';
import { storeIsThere } from './seed-lookup.js';

export interface TypedReading {
  serial: string;
  code: string;
  /** Of a list, from 1. */
  line?: number | null;
}

export interface DoubtContext {
  /** Folded serials that foblab knows: observed before, on the bench, or enrolled. */
  known: ReadonlySet<string>;
  /** The number of digits of the fob's codes and the source of that number; undefined if it is unknown. */
  codeLengths(serial: string): { digits: readonly number[]; from: string } | undefined;
}

/** On a larger bench a new serial is not compared with every other one. */
const mostCompared = 50_000;

/** @param kept the observations before this one */
export async function doubtContext(
  context: OperationContext,
  kept: readonly Observation[],
  store: string | undefined,
): Promise<DoubtContext> {
  const known = new Set(kept.map(({ serial }) => foldedSerial(serial)));
  const lengths = new Map<string, { digits: number[]; from: string }>();
  const { bench } = context;
  if (bench.fobCount <= mostCompared)
    for (const { serial } of bench.entries()) known.add(foldedSerial(serial));
  if (storeIsThere(context, store)) {
    const verifier = await verifierOf(context, store);
    for (let afterId: string | undefined; known.size <= mostCompared; ) {
      const page = await verifier.credentials({
        limit: 1000,
        ...(afterId === undefined ? {} : { afterId }),
      });
      for (const { id, digits } of page) {
        known.add(foldedSerial(id));
        lengths.set(foldedSerial(id), { digits: [digits], from: 'its credential has' });
      }
      afterId = page.at(-1)?.id;
      if (page.length < 1000) break;
    }
  }
  for (const one of kept) {
    if (one.kind !== 'reading') continue;
    const folded = foldedSerial(one.serial);
    const before = lengths.get(folded)?.digits ?? [];
    lengths.set(folded, {
      digits: [...new Set([...before, one.code.length])],
      from: 'its codes so far have',
    });
  }
  return {
    known,
    codeLengths: (serial) => lengths.get(foldedSerial(serial)) ?? benchLengths(context, serial),
  };
}

/** @throws OperationError `usage` that names the doubt. Its remedy insists on the reading. */
export function refuseDoubtful(
  operation: string,
  given: Readonly<Record<string, unknown>>,
  readings: readonly TypedReading[],
  doubts: readonly (readonly string[])[],
): void {
  const lines = readings.flatMap(({ line }, i) =>
    doubts[i]!.map((text) => (line === null || line === undefined ? text : `line ${line}: ${text}`)),
  );
  if (lines.length === 0) return;
  throw new OperationError(
    'usage',
    `${lines.slice(0, 20).join('; ')}${lines.length > 20 ? `; and ${lines.length - 20} more` : ''}. Nothing was kept: correct it, or insist`,
    {
      parameter: 'keepAnyway',
      expected: 'a reading without a doubt, or keepAnyway',
      remedy: { operation, arguments: { ...definedOf(given), keepAnyway: true } },
    },
  );
}

function definedOf(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Every doubt about a serial and a code. */
export function doubtsOf({ serial, code }: TypedReading, context: DoubtContext): string[] {
  const folded = foldedSerial(serial);
  if (areSwapped(folded, code, context))
    return [`the two fields look swapped: ${code} looks like a serial, and ${serial} like a code`];
  return [...serialDoubts(folded, context), ...codeDoubts(folded, code, context)];
}

function areSwapped(serial: string, code: string, { known }: DoubtContext): boolean {
  if (known.has(serial) || !/^\d{6,8}$/.test(serial)) return false;
  return known.has(code) || (code.length > 8 && strangeSerial(code) === undefined);
}

/** Serials of a delivery that differ in the same place: from that many on, another one is no surprise. */
const seriesLength = 3;

/** @param typed in any spelling */
export function serialDoubts(typed: string, { known }: DoubtContext): string[] {
  const serial = foldedSerial(typed);
  if (known.has(serial)) return [];
  const near = [...known].filter((one) => differsByOne(one, serial));
  const places = new Set(near.map((one) => differingPlace(one, serial)));
  const isSeries = near.length >= seriesLength && places.size === 1 && !places.has(undefined);
  if (near.length > 0 && !isSeries)
    return [`serial ${serial} is new and differs by one character from ${near[0]}, which is known`];
  const strange = strangeSerial(serial);
  return strange === undefined ? [] : [`serial ${serial}: ${strange}`];
}

function codeDoubts(serial: string, code: string, { codeLengths }: DoubtContext): string[] {
  const usual = codeLengths(serial);
  if (usual === undefined)
    return code.length > 8 ? [`the code has ${code.length} digits; a fob shows 6 to 8`] : [];
  if (usual.digits.includes(code.length)) return [];
  return [`the code has ${code.length} digits, and ${usual.from} ${usual.digits.join(' or ')}`];
}

function benchLengths({ bench }: OperationContext, serial: string): ReturnType<DoubtContext['codeLengths']> {
  const spelled = bench.spelled(serial);
  if (spelled === undefined) return undefined;
  const { digits } = bench.look(spelled, (fob) => fob.model.otp);
  return { digits: [digits], from: 'its simulated fob shows' };
}

/** Why no model of the catalogue has such a serial; undefined where one has. */
export function strangeSerial(serial: string): string | undefined {
  // A YubiKey's serial may be that short, and a code of six digits in the wrong field is far likelier.
  if (/^\d{4,6}$/.test(serial)) return `${serial.length} digits look like a code, not like a serial`;
  const grammars = catalogue.filter(hasPrintedSerial).map((sheet) => sheet.serial);
  const read = grammars.filter((grammar) => reads(grammar, serial));
  if (read.length === 0) {
    const examples = [...new Set(grammars.map(({ example }) => example.typed))].slice(0, 3);
    return `no model of the catalogue has such a serial; they look like ${examples.join(', ')}`;
  }
  // Nothing but digits follows the letters of a credential ID, as far as any is known.
  const letter = /^[A-Z]+\d.*?([A-Z])/.exec(serial)?.[1];
  if (letter === undefined || read.some((grammar) => /hexadecimal/.test(grammar.expected))) return undefined;
  const digit = lookAlikeSerial(letter);
  return `it has the letter ${letter} among its digits${digit === letter ? '' : `; the digit ${digit} looks the same`}`;
}

/** Not the nickname of a phone or an app. */
function hasPrintedSerial({ kind }: (typeof catalogue)[number]): boolean {
  return kind === 'hard' || kind === 'usb-key';
}

function reads(grammar: SerialGrammar, serial: string): boolean {
  try {
    return grammar.read(serial).warnings.length === 0;
  } catch {
    return false;
  }
}

/** One character more, less or other, or two neighbours swapped. */
export function differsByOne(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [rest, otherRest] = [one.slice(start), other.slice(start)];
  if (one.length !== other.length)
    return one.length > other.length ? rest.slice(1) === otherRest : rest === otherRest.slice(1);
  return (
    rest.slice(1) === otherRest.slice(1) ||
    (rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2))
  );
}

/** The only place in which two serials of the same length differ. */
function differingPlace(one: string, other: string): number | undefined {
  if (one.length !== other.length) return undefined;
  const places = [...one].flatMap((character, i) => (character === other[i] ? [] : [i]));
  return places.length === 1 ? places[0] : undefined;
}
