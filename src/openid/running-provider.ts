// The provider, started at the first request: the package, its keys and its clients.
import type { Provider } from 'oidc-provider';
import { type Context, idme } from '../epcs/index.js';
import { RowAdapter } from './adapter.js';
import { cookieNames } from './cookies.js';
import { authorizationParameter, createProvider } from './create-provider.js';
import { interactionPath } from './interaction-path.js';
import { loadProvider } from './load-provider.js';
import type { OpenIdOptions } from './openid-options.js';
import { ownClient, ownClientIds } from './own-clients.js';
import { messagePage } from './pages/message-page.js';
import { type ProviderClock, providerClock } from './provider-clock.js';
import { type ProviderKeys, providerKeys } from './provider-keys.js';
import type { RegisteredClient } from './registered-client.js';
import { hashed } from './sealed-rows.js';

export interface RunningProvider {
  readonly provider: Provider;
  readonly publicUrl: string;
  readonly keys: ProviderKeys;
  readonly clock: ProviderClock;
  client(id: string): RegisteredClient | undefined;
  /** Our own data about an interaction. */
  requestOf(interaction: string): Promise<InteractionRequest | undefined>;
}

export interface InteractionRequest {
  /** The authorization that Allow or Deny answers; null while only a sign-in is needed. */
  readonly authorization: string | null;
  /** Hash of a session that is too old for this request, since it asks for a new sign-in; null: any session is good. */
  readonly stale: string | null;
}

const interactionSeconds = 3600;

/** @param before the provider that this one replaces after the signing key was rotated */
export async function startProvider(
  options: OpenIdOptions,
  before?: RunningProvider,
): Promise<RunningProvider> {
  const publicUrl = options.publicUrl();
  const clock = before?.clock ?? providerClock(options.time ?? 'wall');
  const module = await loadProvider(options.load);
  const keys = await providerKeys(await options.context());
  const clients = new Map(
    [...ownClientIds.map((id) => ownClient(id, publicUrl, keys)), ...options.clients].map((client) => [
      client.client_id,
      client,
    ]),
  );
  const { context } = options;
  const usedUp = (): Error => new Error('An interaction is used up once.');
  const requests = new RowAdapter('Request', { context, clock, usedUp });
  const provider = createProvider({
    module,
    context,
    publicUrl,
    clock,
    keys,
    clients: [...clients.values()],
    errorPage: (error, description) =>
      messagePage({ title: 'The request is not good', text: `${description} (${error})` }),
    async interactionUrl(ctx, { uid, prompt, params }) {
      const client = clients.get(String(params.client_id))!;
      const request: InteractionRequest = {
        authorization:
          prompt.name === 'consent'
            ? await clock.outside(async () =>
                beginAuthorization(await context(), client, params[authorizationParameter]),
              )
            : null,
        stale: asksForNewSignIn(prompt.reasons)
          ? hashed(ctx.cookies.get(cookieNames.session, { signed: false }) ?? '')
          : null,
      };
      await requests.upsert(uid, { ...request }, interactionSeconds);
      return `${publicUrl}${interactionPath}/${uid}`;
    },
  });
  const report = options.report ?? ((error: Error) => console.error(error));
  provider.on('server_error', (_ctx, error: Error) => report(error));
  return {
    provider,
    publicUrl,
    keys,
    clock,
    client: (id) => clients.get(id),
    requestOf: async (interaction) => (await requests.find(interaction)) as InteractionRequest | undefined,
  };
}

/** True if the program wants a new sign-in: prompt=login, or the last sign-in is older than max_age. */
function asksForNewSignIn(reasons: readonly string[]): boolean {
  return reasons.includes('login_prompt') || reasons.includes('max_age');
}

/** A new authorization at ID.me, or the one that a page of iPrescribe or DrChrono has begun. */
async function beginAuthorization(
  context: Context,
  client: RegisteredClient,
  named: unknown,
): Promise<string> {
  const { client_id: id, client_name: clientName } = client;
  const own = (ownClientIds as readonly string[]).includes(id);
  if (own && typeof named === 'string') {
    const pending = await idme.pendingAuthorization(context, { authorization: named, client: id });
    if (pending.ok && pending.value !== null) return named;
  }
  const begun = await idme.beginAuthorization(context, { client: id, clientName });
  if (!begun.ok) throw new Error(begun.refusal.message);
  return begun.value.authorization;
}
