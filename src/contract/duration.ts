// Durations as people write them: 90s, 15m, 1h30m, 365d. A number without a unit is refused: it could mean any unit.

const unitsUs: Record<string, number> = {
  us: 1,
  ms: 1e3,
  s: 1e6,
  m: 60e6,
  min: 60e6,
  h: 3600e6,
  d: 86_400e6,
  w: 7 * 86_400e6,
  y: 365 * 86_400e6,
};

/** @returns whole microseconds, or undefined if the text is no duration; a year is 365 days. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  const sign = trimmed.startsWith('-') ? -1 : 1;
  const body = trimmed.replace(/^[-+]/, '');
  if (!/^(\d+(\.\d+)?(us|ms|min|[smhdwy])\s*)+$/.test(body)) return undefined;
  let total = 0;
  for (const [, amount, unit] of body.matchAll(/(\d+(?:\.\d+)?)(us|ms|min|[smhdwy])/g))
    total += Number(amount) * unitsUs[unit!]!;
  return Number.isSafeInteger(Math.round(total)) ? sign * Math.round(total) : undefined;
}

/** The duration in its two largest units: `1y 20d`, `630.72s`. */
export function durationText(us: number): string {
  const sign = us < 0 ? '-' : '';
  let rest = Math.abs(us);
  if (rest > 0 && rest < 1e3) return `${sign}${rest}us`;
  if (rest < 60e6) return `${sign}${Number((rest / 1e6).toFixed(3))}s`;
  const parts: string[] = [];
  for (const unit of ['y', 'd', 'h', 'm', 's']) {
    const size = unitsUs[unit]!;
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * size;
  }
  return sign + parts.slice(0, 2).join(' ');
}
