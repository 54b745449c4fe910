// Removes a part of the package's answers that ID.me does not send and that breaks some clients.
import type { Provider } from 'oidc-provider';

type Middleware = Parameters<Provider['use']>[0];

/**
 * Removes the issuer from an authorization response (RFC 9207) and its announcement from the discovery document, since
 * mod_auth_openidc 2.4 takes `error` with `iss` for the start of a login. Answers come only in the query.
 */
export function publicShape(issuer: string): Middleware {
  const named = `&iss=${encodeURIComponent(issuer)}`;
  return async (ctx, next) => {
    await next();
    const location = String(ctx.res.getHeader('location') ?? '');
    const at = location.lastIndexOf(named);
    if (at >= 0) ctx.set('location', location.slice(0, at) + location.slice(at + named.length));
    if (!isDiscovery(ctx.body)) return;
    delete ctx.body.authorization_response_iss_parameter_supported;
    ctx.body.response_modes_supported = ['query'];
  };
}

function isDiscovery(body: unknown): body is Record<string, unknown> {
  return (
    typeof body === 'object' && body !== null && 'authorization_response_iss_parameter_supported' in body
  );
}
