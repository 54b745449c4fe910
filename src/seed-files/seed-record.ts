// What a seed file says about one token, whatever the format it came in.

/** As an option names them and as the report does, in the order of messages. */
export const seedFileFormats = [
  'pskc',
  'oath-csv',
  'entra-csv',
  'yubico-csv',
  'hex-list',
  'otpauth',
  'users-oath',
  'safenet-xml',
] as const;

export type SeedFileFormat = (typeof seedFileFormats)[number];

export type SeedAlgorithm = 'sha1' | 'sha256' | 'sha512';

/** Where a record stands in its source. All three count from 1. */
export interface SeedPosition {
  readonly record: number;
  readonly line: number;
  readonly column: number;
}

export interface SeedRecord {
  /** The name the token is known by: its serial number, or what the format has in its place. */
  readonly serial: string;
  readonly manufacturer?: string;
  readonly model?: string;
  /** Raw key bytes. Never printed: messages and reports of this folder leave it out. */
  readonly secret: Uint8Array;
  readonly type: 'totp' | 'hotp';
  readonly algorithm: SeedAlgorithm;
  readonly digits: number;
  /** Time step X (RFC 6238 §4). Always there for TOTP. */
  readonly periodSeconds?: number;
  /** Moving factor that the token uses next (RFC 4226 §5.1). Always there for HOTP. */
  readonly counter?: number;
  /** T0 (RFC 6238 §4) in Unix seconds; left out where it is 0. */
  readonly t0Seconds?: number;
  /** TimeDrift (RFC 6030 §4.3.3): whole steps that the device runs behind (−) or ahead (+). */
  readonly driftSteps?: number;
  /** ISO 8601 in UTC, whole seconds: 2026-11-30T00:00:00Z. */
  readonly startDate?: string;
  readonly expiryDate?: string;
  readonly issuer?: string;
  /** A name for people: PSKC FriendlyName, otpauth account, Entra UPN. */
  readonly label?: string;
  readonly position: SeedPosition;
}

/** One line of the report: what became of one record of the file. */
export interface SeedReportEntry {
  readonly position: SeedPosition;
  readonly serial?: string;
  /** `skipped` is no error: the record holds something that is not a token (a PIN, an empty line's remark). */
  readonly outcome: 'read' | 'skipped' | 'failed';
  /** Why it failed or was skipped; for a record that was read, what had to be assumed. */
  readonly notes: readonly string[];
}

export interface SeedFile {
  readonly format: SeedFileFormat;
  readonly records: readonly SeedRecord[];
  readonly report: readonly SeedReportEntry[];
  /** About the file as a whole: columns and lines that were not read. */
  readonly notes: readonly string[];
}

/** What a format leaves open (a hex list names neither type nor digits). */
export interface SeedDefaults {
  readonly type?: 'totp' | 'hotp';
  readonly algorithm?: SeedAlgorithm;
  readonly digits?: number;
  readonly periodSeconds?: number;
  readonly manufacturer?: string;
  readonly model?: string;
}

export interface ReadOptions {
  /** Left out: recognised by content. */
  readonly format?: SeedFileFormat;
  /** For files whose key is derived from a password (PBKDF2). */
  readonly password?: string;
  /** For files encrypted under a pre-shared key: the raw key. */
  readonly key?: Uint8Array;
  /** Take the good records of a file that has bad ones. Without it one bad record refuses the file. */
  readonly partial?: boolean;
  /** Only used to recognise formats by their extension (`.dpx`) and to name the file in messages. */
  readonly fileName?: string;
  readonly defaults?: SeedDefaults;
}
