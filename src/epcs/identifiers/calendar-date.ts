// Days of the calendar as they are typed.

/** Whether the text is a day that there is or was, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Date.parse makes 1 March of 30 February.
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
