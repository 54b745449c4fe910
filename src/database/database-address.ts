// Reads the address of a store, and hides its password.

export function isPostgres(address: string): boolean {
  return /^postgres(?:ql)?:/i.test(address);
}

/** The path of a SQLite file; null for an address of another kind. */
export function sqlitePath(address: string): string | null {
  const path = address.startsWith('sqlite:') ? address.slice('sqlite:'.length) : address;
  return path === '' || /^[a-z][a-z0-9+.-]+:/i.test(path) ? null : path;
}

/** The password: from the first colon to the last `@`. A port before a query that contains `@` is no password. */
const passwordInAuthority = /^(\w+:\/\/[^:@/?]*):(?!\d+(?:\/[^@]*)?\?)(.*)@/s;
const passwordInQuery = /([?&])(?:ssl)?password=([^&]*)&?/gi;

/** The address without anything that may be a password, such as one that contains `/`, `?` or `@`. */
export function withoutPassword(address: string): string {
  if (!isPostgres(address)) return address;
  return address.replace(passwordInAuthority, '$1@').replace(passwordInQuery, '$1').replace(/[?&]$/, '');
}

export function hasPassword(address: string): boolean {
  if (!isPostgres(address)) return false;
  const passwords = [
    passwordInAuthority.exec(address)?.[2],
    ...Array.from(address.matchAll(passwordInQuery), (found) => found[2]),
  ];
  return passwords.some((password) => password !== undefined && password !== '');
}
