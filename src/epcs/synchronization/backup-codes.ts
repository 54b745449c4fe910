// The backup codes of a prescriber (003:121, 003:165). They are made when a hardware token is set up, and again when they are
// used up or lost. They belong to the person, so they work while a lost token is replaced.
import { type Answer, done } from '../answer.js';
import type { Context } from '../context.js';
import { atIprescribe } from '../iprescribe/at-iprescribe.js';
import { ownerOf } from '../prescribers/prescriber.js';
import type { Work } from '../work.js';

const count = 10;
const bytesOfCode = 10;

/** Makes new codes. They are shown only now, and the older ones are void. */
export async function newBackupCodes(
  context: Context,
  session: string,
): Promise<Answer<{ backupCodes: readonly string[] }>> {
  const drawn = await atIprescribe(context, session, ['signed-in'], async ({ work, prescriber }) => {
    const actor = ownerOf(prescriber.npi);
    work.tell({ event: 'epcs.backup-codes', outcome: 'asked', subject: actor, actor });
    return done({ npi: prescriber.npi, random: drawBackupCodes(work) });
  });
  if (!drawn.ok) return drawn;
  const { npi, random } = drawn.value;
  return done({ backupCodes: await makeBackupCodes(context, npi, random) });
}

/** Random bytes of the verb, so that a bench with a seed makes the same codes again. */
export function drawBackupCodes(work: Work): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(work.random('backup codes', count * bytesOfCode), 'base64url'));
}

export async function hasBackupCodes({ store }: Context, npi: string): Promise<boolean> {
  const row = await store.companion('backup-codes', ownerOf(npi));
  return row !== null && (JSON.parse(row.body) as { hashes: string }).hashes !== '';
}

export function makeBackupCodes(
  context: Context,
  npi: string,
  random: Uint8Array,
): Promise<readonly string[]> {
  return context.verifier.generateBackupCodes({
    owner: ownerOf(npi),
    count,
    random,
    atUs: context.nowUs(),
    actor: ownerOf(npi),
    reason: 'backup codes at iPrescribe',
  });
}
