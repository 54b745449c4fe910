// What an address of a store says, and what of it may be shown.

export function isPostgres(address: string): boolean {
  return /^postgres(?:ql)?:/i.test(address);
}

/** The path of a SQLite file; null where the address is of another kind. */
export function sqlitePath(address: string): string | null {
  const path = address.startsWith('sqlite:') ? address.slice('sqlite:'.length) : address;
  return path === '' || /^[a-z][a-z0-9+.-]+:/i.test(path) ? null : path;
}

/** The address as it may be shown: whatever may be a password is gone, one with `/` or `@` in it too. */
export function withoutPassword(address: string): string {
  if (!isPostgres(address)) return address;
  return address
    .replace(/^(\w+:\/\/[^:@/?]*):[^?]*@/, '$1@')
    .replace(/^(\w+:\/\/[^:@/?]*):.*@/, '$1@')
    .replace(/([?&])(?:ssl)?password=[^&]*&?/gi, '$1')
    .replace(/[?&]$/, '');
}
