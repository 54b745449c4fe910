export { consoleOf } from './console-session.js';
export type { ClientEnd, Link, OpenSession, Session, SessionLayer } from './link.js';
export {
  type LinkFaultDefinition,
  type LinkFaultName,
  LinkFaults,
  type LinkFaultsOptions,
  linkFaults,
} from './link-faults.js';
export { MemoryBinding, type MemoryPortInfo } from './memory-link.js';
export { MemoryPort } from './memory-port.js';
export { pacing } from './pacing.js';
export { openPtyLink, PtyLink, type PtyLinkOptions } from './pty-link.js';
export { openPty, type Pty, type PtyOpener, ptyOpeners } from './pty-open.js';
export { openTcpLink, TcpLink, type TcpLinkOptions } from './tcp-link.js';
export { type Timer, wallTimer } from './timer.js';
