// The hashes of codes: the verifier's names by the names that people type.
export const hashNames = { sha1: 'SHA1', sha256: 'SHA256', sha512: 'SHA512' } as const;
