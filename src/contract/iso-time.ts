// Converts between microseconds since the Unix epoch and ISO 8601 in UTC.

/** `2026-01-01T00:00:00Z`, with milliseconds or microseconds only if there are any. */
export function isoTime(timeUs: number): string {
  const seconds = Math.floor(timeUs / 1e6);
  const micros = timeUs - seconds * 1e6;
  const whole = wholeSeconds(seconds);
  if (micros === 0) return `${whole}Z`;
  const digits = String(micros).padStart(6, '0');
  return `${whole}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`;
}

/** An event holds three times, and the next one is often in the same seconds: a Date costs more than all the rest. */
const recent = new Map<number, string>();

function wholeSeconds(seconds: number): string {
  let text = recent.get(seconds);
  if (text === undefined) {
    text = new Date(seconds * 1000).toISOString().slice(0, 19);
    if (recent.size >= 16) recent.clear();
    recent.set(seconds, text);
  }
  return text;
}

/** @returns undefined if the text is no ISO 8601 instant with a zone. */
export function parseIsoTime(text: string): number | undefined {
  const match =
    /^(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?)(?:\.(\d{1,6}))?(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text.trim(),
    );
  if (!match) return undefined;
  const [, base, fraction = '', zone] = match;
  const dateOnly = base!.length === 10;
  if (!dateOnly && zone === undefined) return undefined;
  if (!isDate(base!)) return undefined;
  const milliseconds = Date.parse(dateOnly ? `${base}T00:00:00Z` : `${base}${zone!.toUpperCase()}`);
  if (Number.isNaN(milliseconds)) return undefined;
  return milliseconds * 1000 + Number(fraction.padEnd(6, '0'));
}

/** Date.parse takes 30 February for 2 March. */
function isDate(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
