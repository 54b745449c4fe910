// Opens a pseudo-terminal: a prebuilt native module, else perl on /dev/ptmx. Node alone cannot unlock one.
import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface Pty {
  /** The simulator's end; does not block. */
  master: number;
  /** A descriptor of the clients' end, kept open by the simulator. */
  slave: number;
  /** Of the clients' end: `/dev/pts/4`. */
  path: string;
}

export type PtyOpener = () => Pty;

/** In the order in which they are tried. */
export const ptyOpeners: Readonly<Record<string, PtyOpener>> = {
  'prebuilt module': openWithPrebuilt,
  perl: openWithPerl,
};

/** Clients come and go on the slave's path; opening it must not make it the simulator's controlling terminal. */
export const slaveFlags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;

/** The time limit for one run of `stty`. */
const sttyLimitMs = 5000;

/**
 * A pseudo-terminal without echo or line discipline (raw), before any client can see it. Throws an Error that says
 * why each way failed and what works without.
 */
export async function openPty(openers: Readonly<Record<string, PtyOpener>> = ptyOpeners): Promise<Pty> {
  const reasons: string[] = [];
  for (const [name, open] of Object.entries(openers)) {
    let pty: Pty;
    try {
      pty = open();
    } catch (error) {
      reasons.push(`${name}: ${messageOf(error)}`);
      continue;
    }
    try {
      makeRaw(pty.slave);
      return pty;
    } catch (error) {
      closeSync(pty.master);
      closeSync(pty.slave);
      reasons.push(`${name}: ${messageOf(error)}`);
    }
  }
  throw new Error(
    `No pseudo-terminal can be opened here (${reasons.join('; ')}). Reach the fob over TCP or in-process instead.`,
  );
}

/**
 * Sets the terminal raw and without echo, like a UART, also after a client that left it cooked. Synchronous: a running
 * `stty` has the terminal open, so a hang-up would go unnoticed, and `stty` would change the next client's settings.
 */
export function makeRaw(slave: number): void {
  // On standard input rather than by -F or -f, which GNU and BSD spell differently.
  const stty = spawnSync('stty', ['raw', '-echo', '-iexten'], {
    stdio: [slave, 'ignore', 'pipe'],
    timeout: sttyLimitMs,
    encoding: 'utf8',
  });
  if (stty.error !== undefined) throw new Error(`stty cannot be run: ${stty.error.message}`);
  if (stty.status !== 0) throw new Error(stty.stderr.trim());
}

interface PrebuiltPty {
  open(columns: number, rows: number): { master: number; slave: number; pty: string };
}

// The package's own front end opens a second stream on the slave, which steals what clients should read; the native
// module under it hands over bare descriptors.
function openWithPrebuilt(): Pty {
  // The bundled command is CommonJS and has no import.meta.
  const require = createRequire(typeof __filename === 'string' ? __filename : import.meta.url);
  const native = require(`@lydell/node-pty-${process.platform}-${process.arch}/pty.node`) as PrebuiltPty;
  const { master, slave, pty } = native.open(80, 24);
  return { master, slave, path: pty };
}

// TIOCSPTLCK and TIOCGPTN of Linux's asm-generic/ioctls.h.
const unlockAndName = `
open(my $master, '+<&=', 3) or die "descriptor 3: $!";
my ($lock, $number) = (pack('i', 0), pack('I', 0));
ioctl($master, 0x40045431, $lock) or die "TIOCSPTLCK: $!";
ioctl($master, 0x80045430, $number) or die "TIOCGPTN: $!";
print '/dev/pts/', unpack('I', $number);
`;

function openWithPerl(): Pty {
  if (process.platform !== 'linux') throw new Error('only on Linux');
  const master = openSync('/dev/ptmx', slaveFlags);
  try {
    const perl = spawnSync('perl', ['-e', unlockAndName], { stdio: ['ignore', 'pipe', 'pipe', master] });
    if (perl.error !== undefined) throw perl.error;
    if (perl.status !== 0) throw new Error(perl.stderr.toString().trim());
    const path = perl.stdout.toString();
    return { master, slave: openSync(path, slaveFlags), path };
  } catch (error) {
    closeSync(master);
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error);
}
