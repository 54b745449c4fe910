// foblab's own clients of the provider: iPrescribe and DrChrono, whose pages log in like any other program.
import { createHmac } from 'node:crypto';
import type { ProviderKeys } from './provider-keys.js';
import type { RegisteredClient } from './registered-client.js';

export const ownClientIds = ['iprescribe', 'drchrono'] as const;
export type OwnClientId = (typeof ownClientIds)[number];

const names: Readonly<Record<OwnClientId, string>> = { iprescribe: 'iPrescribe', drchrono: 'DrChrono' };

/** The client's secret is derived from a key, so it is the same after a restart and is stored in no file. */
export function ownClient(id: OwnClientId, publicUrl: string, keys: ProviderKeys): RegisteredClient {
  return {
    client_id: id,
    client_secret: createHmac('sha256', Buffer.from(keys.client, 'base64url')).update(id).digest('base64url'),
    client_name: names[id],
    redirect_uris: [`${publicUrl}/${id}/idme/callback`],
    token_endpoint_auth_method: 'client_secret_basic',
  };
}
