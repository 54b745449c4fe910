// Names of ID.me's cookies. Ports of one host share cookies (RFC 6265 §8.5), so each system has its own names.

export const cookieNames = {
  /** The session at ID.me: the token of src/epcs/session.ts. */
  session: 'foblab_idme_session',
  csrf: 'foblab_idme_csrf',
  providerSession: 'foblab_idme_provider',
  interaction: 'foblab_idme_interaction',
  resume: 'foblab_idme_resume',
} as const;

/** Hidden from scripts, and sent only with requests from this site or with a link to it. */
export function cookieOptions(publicUrl: string) {
  return { httpOnly: true, sameSite: 'Lax', secure: publicUrl.startsWith('https:'), path: '/' } as const;
}
