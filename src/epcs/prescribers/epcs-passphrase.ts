// The passphrase for prescribing controlled substances (004:36): one for each prescriber, for all systems.
import { table } from '../table.js';
import type { Work } from '../work.js';

export const epcsPassphrases = table<{ readonly hash: string }>('epcs-passphrase');

export async function setEpcsPassphrase(work: Work, npi: string, passphrase: string): Promise<void> {
  await work.read(epcsPassphrases, npi);
  const hash = await work.once('new passphrase', () => work.context.hash.make(passphrase));
  work.write(epcsPassphrases, npi, { hash });
}
