// Reads the serial number or Credential ID of a token as prescribers type it (004:151, 004:373, 004:382).

export const manufacturers = ['SYMANTEC', 'ONESPAN'] as const;
export type Manufacturer = (typeof manufacturers)[number];
export const tokenTypes = ['OTP HARD TOKEN', 'OTP SOFT TOKEN'] as const;
export type TokenType = (typeof tokenTypes)[number];

interface Grammar {
  /** Matches the typed text after `separators` are removed. */
  readonly pattern: RegExp;
  /** Separators that people copy from the token; they are removed at the printed places. */
  readonly printed: RegExp;
  readonly expected: string;
}

/** `#` in the documents is a placeholder for digits of any number: VIP allows up to 40 characters. */
const vip = (prefixes: string, expected: string): Grammar => ({
  pattern: new RegExp(`^(?:${prefixes})[0-9A-Z]{5,36}$`),
  printed: new RegExp(`^(?:${prefixes})(?: ?[0-9A-Z]+)+$`),
  expected,
});

const grammars: Readonly<Record<Manufacturer, Partial<Record<TokenType, Grammar>>>> = {
  ONESPAN: {
    'OTP HARD TOKEN': {
      pattern: /^[0-9]{10}$/,
      printed: /^(?:[0-9]{10}|[0-9]{2}-[0-9]{7}-[0-9])$/,
      expected: 'the 10 digits on the back without dashes, such as 3315511111',
    },
  },
  SYMANTEC: {
    'OTP HARD TOKEN': vip(
      'AVT|FT',
      'the serial number on the back without spaces: AVT or FT, then its digits',
    ),
    'OTP SOFT TOKEN': vip(
      'SYMC|SYMZ|VSST',
      'the Credential ID at the top of the app without spaces: SYMC, SYMZ or VSST, then its digits',
    ),
  },
};

/** The token types of a manufacturer (004:149, 004:380). */
export function typesOf(manufacturer: Manufacturer): readonly TokenType[] {
  return tokenTypes.filter((type) => grammars[manufacturer][type] !== undefined);
}

/** The ID without dashes and spaces; null if it is not an ID of this manufacturer and type. */
export function credentialIdOf(manufacturer: Manufacturer, type: TokenType, typed: string): string | null {
  const grammar = grammars[manufacturer][type];
  if (grammar === undefined || typed.length > 60) return null;
  const upper = typed.trim().replace(/[a-z]/g, (letter) => letter.toUpperCase());
  if (!grammar.printed.test(upper)) return null;
  const id = upper.replace(/[ -]/g, '');
  return grammar.pattern.test(id) ? id : null;
}

export function expectedCredentialId(manufacturer: Manufacturer, type: TokenType): string {
  return (
    grammars[manufacturer][type]?.expected ??
    `a type that ${manufacturer} makes: ${typesOf(manufacturer).join(', ')}`
  );
}

export interface TokenKind {
  readonly manufacturer: Manufacturer;
  readonly type: TokenType;
  /** The ID without separators. */
  readonly id: string;
}

/** The kind of token by the form of its ID, for a page with no other field (004:151, 004:382); null if unknown. */
export function kindOf(typed: string): TokenKind | null {
  for (const manufacturer of manufacturers)
    for (const type of tokenTypes) {
      const id = credentialIdOf(manufacturer, type, typed);
      if (id !== null) return { manufacturer, type, id };
    }
  return null;
}
