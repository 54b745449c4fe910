// The LCD of a fob as a picture: the same seven segments as in the terminal, and the text for a screen reader.

export interface Lcd {
  /** One byte a position in hexadecimal: bit 0 segment a … bit 6 segment g, bit 7 the point. */
  segments: string;
  lowBattery: boolean;
  countdown: number;
}

/** The outline of each segment in a cell of 24 × 40. */
const shapes = [
  'M5 3H19L16 7H8z',
  'M20 4V19L16 17V8z',
  'M20 21V36L16 32V23z',
  'M5 37H19L16 33H8z',
  'M4 21V36L8 32V23z',
  'M4 4V19L8 17V8z',
  'M5 20L8 18H16L19 20L16 22H8z',
];

const cellWidth = 24;

/** The segments of a digit as symbols, once for each page. Displays are drawn with them. */
export function LcdSymbols() {
  return (
    <svg class="symbols" aria-hidden="true">
      <symbol id="eight" viewBox="0 0 24 40" overflow="visible">
        <path d={shapes.join('')} />
      </symbol>
      {shapes.map((shape, segment) => (
        <symbol id={`s${segment}`} viewBox="0 0 24 40" overflow="visible">
          <path d={shape} />
        </symbol>
      ))}
    </svg>
  );
}

export function LcdPicture({ lcd, text, large = false }: { lcd: Lcd; text: string; large?: boolean }) {
  const bytes = lcd.segments.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  const width = bytes.length * cellWidth + 8;
  const label = text === '' ? 'the display is blank' : `the display shows ${text.split('').join(' ')}`;
  return (
    <svg
      class={large ? 'lcd large' : 'lcd'}
      viewBox={`0 0 ${width} 52`}
      role="img"
      aria-label={lcd.lowBattery ? `${label}; battery low` : label}
    >
      <rect class="glass" width={width} height="52" rx="5" />
      <g transform="translate(6 6) skewX(-4)">
        {bytes.map((byte, position) => (
          <>
            <use class="ghost" href="#eight" x={position * cellWidth} width="24" height="40" />
            {shapes.map((_, segment) =>
              (byte >> segment) & 1 ? (
                <use class="lit" href={`#s${segment}`} x={position * cellWidth} width="24" height="40" />
              ) : null,
            )}
            {(byte >> 7) & 1 ? <circle class="lit" cx={position * cellWidth + 22.5} cy="36" r="2" /> : null}
          </>
        ))}
      </g>
      {lcd.lowBattery ? (
        <g class="lit" transform={`translate(${width - 24} 45)`}>
          <rect x="0" y="0" width="12" height="5" fill="none" stroke="currentColor" />
          <rect x="12" y="1.5" width="1.5" height="2" />
          <rect x="1.5" y="1.5" width="2" height="2" />
        </g>
      ) : null}
    </svg>
  );
}
