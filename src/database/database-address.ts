// What an address of a store says, and what of it may be shown.

export function isPostgres(address: string): boolean {
  return /^postgres(?:ql)?:/i.test(address);
}

/** The path of a SQLite file; null where the address is of another kind. */
export function sqlitePath(address: string): string | null {
  const path = address.startsWith('sqlite:') ? address.slice('sqlite:'.length) : address;
  return path === '' || /^[a-z][a-z0-9+.-]+:/i.test(path) ? null : path;
}

/** Between the first colon and the last `@`: not what is a port, with `@` only in the query behind it. */
const inAuthority = /^(\w+:\/\/[^:@/?]*):(?!\d+(?:\/[^@]*)?\?)(.*)@/s;
const inQuery = /([?&])(?:ssl)?password=([^&]*)&?/gi;

/** The address without anything that may be a password, such as one that contains `/`, `?` or `@`. */
export function withoutPassword(address: string): string {
  if (!isPostgres(address)) return address;
  return address.replace(inAuthority, '$1@').replace(inQuery, '$1').replace(/[?&]$/, '');
}

export function hasPassword(address: string): boolean {
  if (!isPostgres(address)) return false;
  const said = [
    inAuthority.exec(address)?.[2],
    ...Array.from(address.matchAll(inQuery), (found) => found[2]),
  ];
  return said.some((password) => password !== undefined && password !== '');
}
