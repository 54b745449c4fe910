// A fob's console as the session behind a link.
import type { FobPort } from '../../firmware-sim/fob-port.js';
import { Console } from '../console/index.js';
import type { OpenSession } from './link.js';

/** Every client of the link gets a console of its own onto the same fob. */
export function consoleOf(port: FobPort): OpenSession {
  return (client) =>
    new Console(port, {
      onOutput: (bytes) => client.send(bytes),
      onReady: () => client.ready(),
    });
}
