// What people want of the commands: the order of the help and of the man page.

export const purposes = [
  { wants: 'start', title: 'Start and look around' },
  { wants: 'fob', title: 'Simulated fobs' },
  { wants: 'conditions', title: 'What happens to them: time, temperature, battery, faults' },
  { wants: 'hand', title: 'Fobs in your hand' },
  { wants: 'verify', title: 'Verify codes' },
  { wants: 'target', title: 'Test your own verifier' },
  { wants: 'ports', title: 'Ports, USB and servers' },
  { wants: 'files', title: 'Seed files and other ways for a seed' },
  { wants: 'phones', title: 'Phones and apps' },
  { wants: 'epcs', title: 'Electronic prescribing' },
  { wants: 'bench', title: 'The bench, its log and its copies' },
  { wants: 'scripts', title: 'For scripts and shells' },
] as const;

export type Purpose = (typeof purposes)[number]['wants'];

/** By the first word of a command; by more words where one word does several things. */
const byWords: Readonly<Record<Purpose, readonly string[]>> = {
  start: ['demo', 'lab', 'doctor', 'models', 'model', 'init', 'status'],
  fob: [
    'add',
    'add-from',
    'list',
    'show',
    'press',
    'hold',
    'release',
    'code',
    'remove',
    'label',
    'lend',
    'lent',
    'return',
    'reset',
    'otpauth',
  ],
  conditions: [
    'advance',
    'rate',
    'wait',
    'age',
    'clock',
    'drift',
    'temp',
    'battery',
    'fault',
    'faults',
    'forecast',
  ],
  hand: ['observe', 'observation', 'passport', 'passports', 'add-twin', 'devices', 'read', 'read-picture'],
  verify: [
    'enroll',
    'verify',
    'credential',
    'policy',
    'policies',
    'audit',
    'resync',
    'window',
    'backup-codes',
    'activate',
  ],
  target: ['target', 'targets'],
  ports: ['serve', 'open', 'close', 'links', 'plug', 'unplug', 'traffic', 'console', 'token'],
  files: ['import', 'export', 'seed-file', 'activation', 'scan'],
  phones: ['phone', 'push', 'app'],
  epcs: ['epcs'],
  bench: ['log', 'snapshot', 'restore', 'repair', 'damage', 'bench', 'overview', 'fleet', 'index'],
  scripts: ['completion', 'man', 'schema', 'scenario'],
};

/** `start` for a command without a group; a test finds those. */
export function purposeOf(command: string): Purpose {
  return placed(command) ?? 'start';
}

/** Undefined for a command without a group. */
export function placed(command: string): Purpose | undefined {
  const [first = ''] = command.split(' ');
  return purposes.find(({ wants }) => byWords[wants].includes(command) || byWords[wants].includes(first))
    ?.wants;
}
