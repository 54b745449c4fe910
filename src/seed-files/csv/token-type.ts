// Whether a token is time-based or event-based, as tables say it.
import { quoted } from '../../serials/index.js';
import { RecordFault, SeedFileError } from '../seed-file-error.js';

/** @throws RecordFault `unsupported` for anything but HOTP and TOTP */
export function tokenType(text: string): 'totp' | 'hotp' {
  const type = text
    .toLowerCase()
    .replace(/^oath[- ]?/, '')
    .trim();
  if (type === 'hotp' || type === 'hmac' || type === 'event' || type === 'event-based') return 'hotp';
  if (type === 'totp' || type === 'time' || type === 'time-based') return 'totp';
  throw new RecordFault(`its type is ${quoted(text)}; expected hotp or totp`, 'unsupported');
}

/** Nothing in the list tells: a guess would enrol tokens none of whose codes is ever right. */
export function typeNeeded(): SeedFileError {
  return new SeedFileError(
    'type-needed',
    'the list does not say whether its tokens are time-based (TOTP) or event-based (HOTP); say which',
    { line: 1 },
  );
}
