// The relying parties count in microseconds; JSON says instants in ISO 8601, in fields that end in `At`.
import { isoTime } from '../../contract/iso-time.js';

/** `sentUs: 0` becomes `sentAt: '1970-01-01T00:00:00Z'`; `atUs` becomes `at`. */
export type Dated<T> = T extends readonly (infer Element)[]
  ? Dated<Element>[]
  : T extends object
    ? { -readonly [K in keyof T as DatedName<K>]: K extends `${string}Us` ? DatedTime<T[K]> : Dated<T[K]> }
    : T;

type DatedName<K> = K extends 'atUs'
  ? 'at'
  : K extends `${infer Name}AtUs`
    ? `${Name}At`
    : K extends `${infer Name}Us`
      ? `${Name}At`
      : K;
type DatedTime<T> = null extends T ? string | null : string;

export function dated<T>(value: T): Dated<T> {
  return plain(value) as Dated<T>;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) =>
      name.endsWith('Us') ? [datedName(name), field === null ? null : isoTime(field)] : [name, plain(field)],
    ),
  );
}

function datedName(name: string): string {
  return name === 'atUs' ? 'at' : `${name.replace(/(At)?Us$/, '')}At`;
}
