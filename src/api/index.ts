export { clientText } from './client-text.js';
export type { Mount, MountPlace, ServerEnvironment } from './mount.js';
export { type Route, routeOf } from './route.js';
export { type ApiServer, createServer, isLoopback, type ServerOptions } from './server.js';
