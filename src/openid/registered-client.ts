// A program that may ask ID.me for an identity. The field names are those of RFC 7591.

export interface RegisteredClient {
  readonly client_id: string;
  readonly client_secret: string;
  /** Shown on the consent page. */
  readonly client_name: string;
  /** Compared character by character (RFC 9700 §4.1.3). */
  readonly redirect_uris: readonly string[];
  /** The method by which the client sends its secret. The token endpoint takes both. */
  readonly token_endpoint_auth_method: ClientAuthenticationMethod;
  /** The user information as a signed token instead of plain JSON. */
  readonly userinfo_signed_response_alg?: 'RS256';
}

export const clientAuthenticationMethods = ['client_secret_basic', 'client_secret_post'] as const;
export type ClientAuthenticationMethod = (typeof clientAuthenticationMethods)[number];

/** The origins to which browsers are redirected after Allow or Deny, for the form-action directive of a page. */
export function redirectOrigins({ redirect_uris }: RegisteredClient): readonly string[] {
  return [...new Set(redirect_uris.map((uri) => new URL(uri).origin))];
}
