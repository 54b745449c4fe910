// Sets up a hardware token at iPrescribe (003:95-122): serial number, Current Code, Next Code, Verify or Synchronize. Success
// makes the token active and gives backup codes.
import { type Answer, done, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { optionalText } from '../field.js';
import { kindOf, type Manufacturer, type TokenType } from '../identifiers/credential-id.js';
import { atIprescribe, settingUp } from '../iprescribe/at-iprescribe.js';
import { nextFactor, nextStep } from '../session.js';
import { bindToken } from '../tokens/bind-token.js';
import { drawBackupCodes, hasBackupCodes, makeBackupCodes } from './backup-codes.js';

interface Kind {
  readonly manufacturer: Manufacturer;
  readonly type: TokenType;
}

export interface SynchronizationPage {
  readonly serial: string;
  /** How to get the next code: by waiting (003:112), or by another press of an event-based token. */
  readonly nextCode: 'wait' | 'press-again';
}

/** The serial number, Continue or Next (003:102-104). Only its form is checked, since the user has proved nothing yet. */
export function enterSerial(
  context: Context,
  session: string,
  input: { serial: string },
): Promise<Answer<SynchronizationPage>> {
  return atIprescribe(context, session, settingUp, async ({ work, open }) => {
    const kind = kindOf(input.serial);
    if (kind === null)
      throw new Refused('credential-id', {
        field: 'serial',
        values: {
          expected:
            'the serial number on the back: 3315511111, AVT or FT and its digits, or a VIP Access Credential ID',
        },
      });
    const { id: serial, manufacturer, type } = kind;
    nextStep(work, open, open.stage, {
      ...open.data,
      synchronization: { serial, manufacturer, type },
    });
    return done({ serial, nextCode: serial.startsWith('FT') ? ('press-again' as const) : ('wait' as const) });
  });
}

export interface Synchronized {
  readonly session: string;
  readonly credentialId: string;
  readonly message: 'token-synchronized';
  /** The new codes, shown only now (003:121); empty if the prescriber has unused ones. */
  readonly backupCodes: readonly string[];
}

/** "Verify" or "Synchronize" (003:110-114). */
export async function synchronize(
  context: Context,
  session: string,
  input: { currentCode: string; nextCode: string; nickname?: string; device?: string },
): Promise<Answer<Synchronized>> {
  let npi = '';
  let drawn = new Uint8Array();
  const answer = await atIprescribe(context, session, settingUp, async ({ work, open, prescriber }) => {
    const asked = open.data.synchronization as (Kind & { serial: string }) | undefined;
    if (asked === undefined) throw new Refused('step-out-of-order');
    npi = prescriber.npi;
    const { manufacturer, type, serial } = asked;
    const token = {
      manufacturer,
      type,
      nickname: optionalText('nickname', input.nickname, 40) ?? serial,
      credentialId: serial,
      codes: [input.currentCode.slice(0, 1024), input.nextCode.slice(0, 1024)],
      device: optionalText('device', input.device, 60),
    };
    const refusal = { code: 'not-synchronized', values: { it: context.settings.itContact } } as const;
    return bindToken(
      work,
      prescriber,
      token,
      ({ binding }) => {
        const { synchronization: _, ...data } = open.data;
        drawn = drawBackupCodes(work);
        return { session: nextFactor(work, open, 'signed-in', data), credentialId: binding.credentialId };
      },
      refusal,
    );
  });
  if (!answer.ok) return answer;
  return done({
    ...answer.value,
    message: 'token-synchronized' as const,
    backupCodes: (await hasBackupCodes(context, npi)) ? [] : await makeBackupCodes(context, npi, drawn),
  });
}
