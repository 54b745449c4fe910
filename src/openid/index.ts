// ID.me as an OpenID provider: an application for the HTTP server, and readers for its options.
export { benchContext, deliverMessages } from './bench-context.js';
export { parseClients, readClientFile } from './client-file.js';
export { cookieNames } from './cookies.js';
export { paths } from './create-provider.js';
export { type OpenIdMount, openIdMounts, refusingMounts } from './mounts.js';
export { type OpenIdApp, openIdApp } from './openid-app.js';
export type { OpenIdEnvironment } from './openid-environment.js';
export type { OpenIdOptions } from './openid-options.js';
export { type OpenIdTime, openIdTimes } from './provider-clock.js';
export { hostNameOf, readPublicUrl } from './public-url.js';
export type { RegisteredClient } from './registered-client.js';
export { readTlsFiles, type TlsFiles } from './tls-files.js';
