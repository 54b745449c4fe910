// The LCD of a fob as a picture: the same seven segments as in the terminal, and the text for a screen reader.

export interface Lcd {
  /** One byte a position in hexadecimal: bit 0 segment a … bit 6 segment g, bit 7 the point. */
  segments: string;
  lowBattery: boolean;
  countdown: number;
}

/** Each segment as a polygon in a cell of 24 × 40. */
const shapes = [
  '5,3 19,3 16,7 8,7',
  '20,4 20,19 16,17 16,8',
  '20,21 20,36 16,32 16,23',
  '5,37 19,37 16,33 8,33',
  '4,21 4,36 8,32 8,23',
  '4,4 4,19 8,17 8,8',
  '5,20 8,18 16,18 19,20 16,22 8,22',
];

const cellWidth = 24;

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
      <rect class="glass" x="0" y="0" width={width} height="52" rx="5" />
      {bytes.map((byte, position) => (
        <g transform={`translate(${position * cellWidth + 4} 3) skewX(-4)`}>
          {shapes.map((points, segment) => (
            <polygon class={(byte >> segment) & 1 ? 'lit' : 'ghost'} points={points} />
          ))}
          {(byte >> 7) & 1 ? <circle class="lit" cx="22.5" cy="36" r="2" /> : null}
        </g>
      ))}
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
