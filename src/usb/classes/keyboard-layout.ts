// The keys of a US keyboard (HID Usage Tables 1.12 §10).

export interface KeyStroke {
  /** Usage on page 7. */
  readonly usage: number;
  /** Modifier bits of the boot report: 02 is the left shift. */
  readonly modifiers: number;
}

export const leftShift = 0x02;
export const enterKey: KeyStroke = { usage: 0x28, modifiers: 0 };

const fromUsage: readonly (readonly [firstUsage: number, plain: string, shifted: string])[] = [
  [0x04, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [0x1e, '1234567890', '!@#$%^&*()'],
  [0x28, '\n', ''],
  [0x2b, '\t', ''],
  [0x2c, ' ', ''],
  [0x2d, '-=[]\\', '_+{}|'],
  [0x33, ";'`,./", ':"~<>?'],
];

const strokes = new Map<string, KeyStroke>(
  fromUsage.flatMap(([first, plain, shifted]) => [
    ...[...plain].map((character, i): [string, KeyStroke] => [character, { usage: first + i, modifiers: 0 }]),
    ...[...shifted].map((character, i): [string, KeyStroke] => [
      character,
      { usage: first + i, modifiers: leftShift },
    ]),
  ]),
);

/** @throws RangeError for a character without a key on this layout */
export function keyStrokesOf(text: string): KeyStroke[] {
  return [...text].map((character) => {
    const stroke = strokes.get(character);
    if (stroke === undefined)
      throw new RangeError(
        `No key types ${JSON.stringify(character)}. A fob's keyboard types ASCII from space to ~, tab and newline.`,
      );
    return stroke;
  });
}

/** @param codes usages with bit 7 for shift, as in a YubiKey's scan map */
export function keyStrokesOfScanCodes(codes: Uint8Array): KeyStroke[] {
  return Array.from(codes, (code) => ({ usage: code & 0x7f, modifiers: code & 0x80 ? leftShift : 0 }));
}

/** The character that a key stroke types; undefined if it types none. */
export function characterOf(stroke: KeyStroke): string | undefined {
  const shifted = (stroke.modifiers & 0x22) !== 0;
  for (const [character, { usage, modifiers }] of strokes)
    if (usage === stroke.usage && (modifiers !== 0) === shifted) return character;
  return undefined;
}
