// What the columns of a table hold, by their names in the header, however these are spelled.

export type ColumnRole =
  | 'serial'
  | 'secret'
  | 'type'
  | 'hash'
  | 'algorithm'
  | 'digits'
  | 'period'
  | 'counter'
  | 'factor'
  | 'manufacturer'
  | 'model'
  | 'label'
  | 'issuer'
  | 'startDate'
  | 'expiryDate'
  | 't0'
  | 'drift';

export type KeyEncoding = 'hex' | 'base32' | 'base64';

export interface Column {
  /** As the header has it, trimmed. */
  readonly name: string;
  /** Undefined for a column that is not read. */
  readonly role: ColumnRole | undefined;
  /** Of a secret, where the name says so. */
  readonly encoding?: KeyEncoding;
  /** Seconds in the unit of a time, where the name says so; 1 otherwise. */
  readonly unitSeconds?: number;
}

/** Names without case, spaces, punctuation and units. `algorithm` is a type or a hash, which its values tell. */
const names: Readonly<Record<ColumnRole, string>> = {
  serial:
    'serialnumber serial serialno serialnr serialnum sn tokenserial tokenserialnumber tokenserialno tokensn tokenid tokennumber token deviceserial deviceserialnumber deviceid hardwareid credentialid',
  secret:
    'secretkey secret key seed seedvalue tokenseed otpkey otpseed oathseed sharedsecret tokenkey tokensecret secretseed totpsecret hotpsecret seedrecord seedkey',
  type: 'type tokentype otptype mode tokenmode credentialtype method',
  hash: 'hash hashfunction hashalgorithm hashalgo hashlib hmac hmacalgorithm digest sha',
  algorithm: 'algorithm algo otpalgorithm',
  digits:
    'digits digit otplength otplen otpdigits length codelength codedigits numberofdigits tokenlength passcodelength responselength',
  period:
    'timeinterval timestep step period interval otpinterval refreshinterval otptimestep timestepsize timeperiod stepsize updateinterval',
  counter:
    'counter movingfactor movingfactorseed eventcounter eventcount event count hotpcounter initialcounter nextcounter startcounter',
  factor:
    'stepcounter timestepcounter stepcount intervalorevent intervalevent intervalorcounter intervalcounter counterinterval counterorstep steporcounter periodorcounter timesteporcounter counterortimestep',
  manufacturer: 'manufacturer vendor make maker brand',
  model: 'model tokenmodel producttype product devicemodel modelname',
  label:
    'upn userprincipalname username user userid login loginname account accountname name email emailaddress mail owner assignedto assignto description label',
  issuer: 'issuer',
  startDate: 'startdate validfrom activationdate notbefore',
  expiryDate: 'expirydate expirationdate expires expiry validuntil enddate notafter',
  t0: 't0 epoch starttime',
  drift: 'timedrift drift driftsteps clockdrift',
};

const roles = new Map<string, ColumnRole>(
  Object.entries(names).flatMap(([role, words]) =>
    words.split(' ').map((word): [string, ColumnRole] => [word, role as ColumnRole]),
  ),
);

const encodings: readonly (readonly [RegExp, KeyEncoding])[] = [
  [/base ?64|b64/g, 'base64'],
  [/base ?32|b32/g, 'base32'],
  [/hexadecimal|hexa?|base ?16/g, 'hex'],
];

const units: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
  inseconds: 1,
  ms: 0.001,
  milliseconds: 0.001,
  min: 60,
  minutes: 60,
};

/** The columns that a header names. */
export function columnsOf(cells: readonly string[]): readonly Column[] {
  return cells.map(columnOf);
}

/** Two names that are known and not of the same role, or all of them, tell a header from a row of data. */
export function isHeader(columns: readonly Column[]): boolean {
  const found = new Set(columns.flatMap(({ role }) => (role === undefined ? [] : [role])));
  return found.size >= 2 && (found.has('serial') || found.has('secret'));
}

function columnOf(cell: string): Column {
  const name = cell.trim();
  const whole = bare(name);
  if (roles.has(whole)) return { name, role: roles.get(whole) };
  // "Secret Key [hex]", "seed in base32"
  for (const [word, encoding] of encodings) {
    const rest = whole.replace(word, '').replace(/in$/, '');
    if (rest !== whole && (rest === '' || roles.get(rest) === 'secret'))
      return { name, role: 'secret', encoding };
  }
  // "time interval (s)"
  const unit = units[bare(/[([{](.*)[)\]}]/.exec(name)?.[1] ?? '')];
  const outside = bare(name.replace(/[([{].*[)\]}]/, ''));
  const role = roles.get(outside);
  if (role !== undefined) return unit === undefined ? { name, role } : { name, role, unitSeconds: unit };
  for (const [suffix, unitSeconds] of Object.entries(units)) {
    const start = outside.endsWith(suffix) && suffix.length > 1 ? outside.slice(0, -suffix.length) : '';
    const timed = roles.get(start) ?? roles.get(start.replace(/in$/, ''));
    if (timed === 'period') return { name, role: timed, unitSeconds };
  }
  return { name, role: undefined };
}

function bare(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
