// ID.me as an OpenID provider on the HTTP server of `foblab serve`: its options, and its place on the server.
import type { Mount } from '../../api/index.js';
import { OperationError } from '../../contract/operation-error.js';
import type { BenchClient } from '../../host/bench-client.js';
import { publicAddressKey } from '../../host/public-address.js';
import {
  benchContext,
  deliverMessages,
  hostNameOf,
  openIdApp,
  openIdMounts,
  readClientFile,
  readPublicUrl,
  readTlsFiles,
  refusingMounts,
  type TlsFiles,
} from '../../openid/index.js';

export interface OpenIdServeOptions {
  publicUrl: string | undefined;
  tlsCert: string | undefined;
  tlsKey: string | undefined;
  oidcClients: string | undefined;
  oidcTime: 'wall' | 'bench' | undefined;
}

export interface ServedOpenId {
  readonly mounts: readonly Mount[];
  readonly hostNames: readonly string[];
  readonly tls: TlsFiles | undefined;
  /** Tells the address that the server got. */
  listening(url: string): void;
  close(): Promise<void>;
}

/** @throws OperationError `usage` for an address, a certificate or a client that is none */
export function serveOpenId(
  client: BenchClient,
  options: OpenIdServeOptions,
  onLoopback: boolean,
): ServedOpenId {
  const { oidcClients, oidcTime } = options;
  const tls = tlsFiles(options);
  const given = options.publicUrl === undefined ? undefined : readPublicUrl(options.publicUrl);
  const clients = oidcClients === undefined ? [] : readClientFile(oidcClients);
  const safe = onLoopback || tls !== undefined || given?.startsWith('https:') === true;
  if (!safe && oidcClients !== undefined) throw new OperationError('usage', `--oidc-clients: ${withoutTls}`);
  let url = given ?? '';
  let own = '';
  const provider = openIdApp({
    context: () => benchContext(client, url),
    publicUrl: () => url,
    ownAddress: () => own,
    clients,
    deliver: () => deliverMessages(client),
    ...(oidcTime === undefined ? {} : { time: oidcTime }),
  });
  return {
    mounts: safe ? openIdMounts(provider) : refusingMounts(withoutTls),
    hostNames: given === undefined ? [] : [hostNameOf(given)],
    tls,
    listening(taken) {
      url = given ?? taken;
      own = taken;
      // Links in messages lead here.
      client.benchHost?.service(publicAddressKey, () => ({ url }));
    },
    close: provider.close,
  };
}

const withoutTls =
  'beyond loopback people sign in over TLS alone: give --tls-cert and --tls-key, or --public-url https://… of a proxy in front';

function tlsFiles({ tlsCert, tlsKey }: OpenIdServeOptions): TlsFiles | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new OperationError('usage', 'TLS needs both files: --tls-cert and --tls-key');
  return readTlsFiles(tlsCert, tlsKey);
}
