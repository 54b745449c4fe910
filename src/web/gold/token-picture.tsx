// Our own drawings of the front and back of a token, with the details that 004:373 shows.

export function TokenPictures({ manufacturer }: { manufacturer: string }) {
  const onespan = manufacturer === 'ONESPAN';
  return (
    <aside class="pictures" aria-label="Where to find the numbers">
      <figure>
        <svg viewBox="0 0 200 84" role="img" aria-label="Front of a token: a display and a button">
          <rect class="body" x="2" y="2" width="196" height="80" rx="28" />
          <rect class="glass" x="22" y="20" width="108" height="44" rx="4" />
          <text class="digits" x="32" y="49" textLength="88" lengthAdjust="spacingAndGlyphs">
            123456
          </text>
          <circle class="key" cx="160" cy="42" r="16" />
        </svg>
        <figcaption>
          <strong>OTP</strong> Press button and enter numbers that appear on the screen
        </figcaption>
      </figure>
      <figure>
        {onespan ? (
          <svg
            viewBox="0 0 200 84"
            role="img"
            aria-label="Back of a token: Digipass GO7, FIPS 140-2, 33-1551111-1, Ver. 0366, Made in China"
          >
            <rect class="body" x="2" y="2" width="196" height="80" rx="28" />
            <text x="100" y="22" text-anchor="middle">
              Digipass GO7
            </text>
            <text x="100" y="37" text-anchor="middle">
              FIPS 140-2
            </text>
            <text class="serial" x="100" y="55" text-anchor="middle">
              33-1551111-1
            </text>
            <text x="100" y="70" text-anchor="middle">
              Ver. 0366 · Made in China
            </text>
          </svg>
        ) : (
          <svg viewBox="0 0 200 84" role="img" aria-label="Back of a token: S/N AVT987654321">
            <rect class="body" x="2" y="2" width="196" height="80" rx="28" />
            <text x="100" y="34" text-anchor="middle">
              S/N
            </text>
            <text class="serial" x="100" y="54" text-anchor="middle">
              AVT987654321
            </text>
          </svg>
        )}
        <figcaption>
          <strong>S/N</strong>{' '}
          {onespan
            ? "Serial Number (enter without '-') Example: 3315511111"
            : 'Serial Number (enter without spaces)'}
        </figcaption>
      </figure>
    </aside>
  );
}
