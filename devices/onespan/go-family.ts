// What the Digipass GO models have in common.

import type { HardDatasheet, OtpDatasheet } from '../datasheet.js';
import { assumed, published, publishedForTheKind } from '../fact.js';
import { coinCell } from '../parts/coin-cell.js';
import { tuningFork } from '../parts/tuning-fork.js';
import { oneSpanSerial } from '../serial/onespan.js';

const oathMode: OtpDatasheet = {
  types: assumed(['totp', 'hotp'], 'as the GO 6, which can be ordered as either'),
  algorithms: assumed(
    ['sha1', 'sha256', 'sha512'],
    'orders are OATH with SHA-1; the others are the lab’s, for RFC 6238',
  ),
  digits: assumed(
    [6, 8, 7],
    'published are six (DrFirst EPCS, GO 3/GO 6 demo) and eight (bankfivenine.com); seven is the lab’s, for RFC 4226',
  ),
  periodSeconds: assumed(30, 'as the GO 6 and RFC 6238 §5.2; native steps are 8·2ⁿ s'),
  t0Seconds: published(0, 'RFC 6238 §4.1: T0 is 0 unless agreed otherwise'),
};

export const goFamily = {
  kind: 'hard',
  manufacturer: published('OneSpan', 'OneSpan, until 2018 VASCO Data Security'),
  serial: oneSpanSerial,
  otp: oathMode,
  crystal: {
    ...tuningFork,
    toleranceLimitPpm: published(
      23.1,
      'OneSpan, "Synchronization time window": at most ±2 s a day, which is 2/86400 = 23.1 ppm',
    ),
  },
  battery: coinCell,
} as const satisfies Partial<HardDatasheet>;

export const goNotes: readonly string[] = [
  'Runs in OATH mode (HOTP, TOTP). Native Digipass codes are proprietary and are not made here.',
  'The real token has no USB port and no serial port. On the bench it has both, which are the lab’s own.',
  'Its memory lives on its cell: an empty cell, or a minute without one (foblab battery replace), loses the seed for good.',
];

/** IEEE 488.2 §10.14: an ASCII zero stands for an unknown version. */
export const noFirmwareVersion = assumed(
  '0',
  'no firmware version is public; 0 stands for an unknown version (IEEE 488.2 §10.14)',
);

/** For a GO fob whose own sources do not say it. */
export const secondPressSwitchesOff = publishedForTheKind(
  true,
  'mideye.com, token cards (10-digit serial, 8 digits; maker not named): a short press clears a code that is shown; a GO 7 does the same',
);
