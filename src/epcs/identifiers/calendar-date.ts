// Reads a typed calendar date.

/** True if the text is an existing date in the form YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes 30 February for a day in March.
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
