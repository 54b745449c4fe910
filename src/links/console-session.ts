// Makes the fob's console the session of a link.
import type { FobPort } from '../../firmware-sim/fob-port.js';
import { Console } from '../console/index.js';
import type { OpenSession } from './link.js';

/** Each client of the link gets its own console on the same fob. */
export function consoleOf(port: FobPort): OpenSession {
  return (client) =>
    new Console(port, {
      onOutput: (bytes) => client.send(bytes),
      onReady: () => client.ready(),
    });
}
