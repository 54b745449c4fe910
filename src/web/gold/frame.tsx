// The header of EPCS Gold's pages: its tabs (004:94), and the words of the token's fields, which two pages share.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { FieldWords } from '../field.js';
import { ButtonForm } from '../form.js';
import { type PageOptions, page } from '../page.js';
import type { Site } from '../site.js';

export const gold = { name: 'EPCS Gold', path: '/gold' };

export type GoldTab = 'Home' | 'Profile' | 'Tokens' | 'Reports' | 'Contact Us';

const paths: Record<GoldTab, string> = {
  Home: '/gold/home',
  Profile: '/gold/profile',
  Tokens: '/gold/tokens',
  Reports: '/gold/reports',
  'Contact Us': '/gold/contact',
};

export function goldPage(
  c: Context,
  site: Site,
  options: Pick<PageOptions, 'heading' | 'status'> & { tab?: GoldTab },
  body: Child,
) {
  const { tab, heading, status } = options;
  const signedIn = tab !== undefined;
  return page(
    c,
    site,
    {
      title: signedIn ? `${heading}: EPCS Gold Prescriber Dashboard` : `${heading}: EPCS Gold`,
      heading,
      system: gold,
      ...(status === undefined ? {} : { status }),
      ...(signedIn
        ? {
            tabs: Object.entries(paths).map(([text, path]) => ({ text, path, current: text === tab })),
            corner: <ButtonForm c={c} action={`${site.base}/gold/log-out`} text="Logout" class="link" />,
          }
        : {}),
    },
    body,
  );
}

const advices: Record<string, string> = {
  'second-token-recommended':
    'You have one token. Add a second one: if the only token fails, the entire identity proofing has to be done again.',
  'entire-proofing-again': 'You have no token that works. The entire identity proofing has to be done again.',
  'soft-and-hard-recommended': 'More than one token is recommended: both a soft and a hard one.',
};

export function Advice({ advice }: { advice: string | null }) {
  return advice === null ? null : <p class="note">{advices[advice] ?? advice}</p>;
}

/** The fields of 004:173-186, with the help of 004:377-383 behind each "?". */
export function tokenWords(manufacturer: string): Record<string, FieldWords> {
  const symantec = manufacturer === 'SYMANTEC';
  return {
    issuer: { label: 'Token Issuer', help: 'Whose token it is: always DRFIRST.' },
    type: {
      label: 'Token Type',
      help: 'OTP HARD TOKEN is a token that you hold in your hand, OTP SOFT TOKEN the VIP Access app.',
      ...(symantec ? {} : { options: [['OTP HARD TOKEN', 'OTP HARD TOKEN']] as const }),
    },
    nickname: {
      label: 'Token Nickname',
      placeholder: 'Name your device',
      help: 'A name by which you know the token again, such as “fob” or “iPhone token”.',
    },
    credentialId: {
      label: 'Serial#/Credential ID',
      hint: symantec
        ? 'From the back of the token, or the Credential ID of the app. Without spaces.'
        : 'The ten digits on the back of the token, without dashes.',
      help: symantec
        ? 'AVT or FT and digits stand on the back of a token. SYMC, SYMZ or VSST and digits stand at the top of the app.'
        : 'Behind S/N on the back: 33-1551111-1 is entered as 3315511111.',
    },
    ...(symantec
      ? {
          device: {
            label: 'Device of the app',
            hint: 'Only for a soft token. It must not be the device that you prescribe with.',
          },
        }
      : {}),
    otp: {
      label: 'One Time Pin (OTP)',
      code: true,
      clearText: true,
      help: 'Press the button and enter the numbers that the token shows. The app calls it Security Code.',
    },
  };
}
