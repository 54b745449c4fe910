// Runs in the guest: every check in its turn, each reported to the host by the name of the program that judged.
import { compositeChecks } from './composite-checks.js';
import { Control } from './control.js';
import { endToEnd } from './end-to-end-check.js';
import type { Lab } from './lab.js';
import { nitrokeyChecks } from './nitrokey-checks.js';
import { yubikeyChecks } from './yubikey-checks.js';

const checks = [...compositeChecks, endToEnd, ...yubikeyChecks, ...nitrokeyChecks];
const usbipHost = '10.0.2.2';
const words = new Map(
  (process.argv[2] ?? '').split(/\s+/).map((word): [string, string] => {
    const [name = '', value = ''] = word.split('=');
    return [name, value];
  }),
);

const control = await Control.open(usbipHost, Number(words.get('foblab.control')));
const lab: Lab = { control, usbipHost, usbipPort: Number(words.get('foblab.usbip')) };
for (const { program, run } of checks) {
  const started = Date.now();
  const outcome = await Promise.race([run(lab), limit()]).then(
    (detail) => ({ passed: true, detail }),
    (error: unknown) => ({ passed: false, detail: error instanceof Error ? error.message : String(error) }),
  );
  await control.ask('report', { program, ...outcome, seconds: (Date.now() - started) / 1000 });
}
control.close();
process.exit(0);

/** One check that waits for ever must not silence those after it. */
function limit(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('it did not end within 60 s')), 60_000).unref();
  });
}
