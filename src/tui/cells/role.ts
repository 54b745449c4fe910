// What a cell of the screen means. A theme says what it looks like; no view names a colour.

export const roles = [
  'text',
  'dim',
  'title',
  'border',
  'border-active',
  'accent',
  'key',
  'good',
  'warn',
  'bad',
  'bar',
  'bar-strong',
  'input',
  // The glass: level of the upper half, level of the lower half (0 background, 1 ghost, 2 lit).
  'lcd-00',
  'lcd-01',
  'lcd-02',
  'lcd-10',
  'lcd-11',
  'lcd-12',
  'lcd-20',
  'lcd-21',
  'lcd-22',
] as const;

export type Role = (typeof roles)[number];
