// The list of models, and finding one by what a person typed.

import type { Datasheet } from './datasheet.js';
import { idmeCodeGenerator } from './idme/code-generator.js';
import { idmePhone } from './idme/phone.js';
import { idmePush } from './idme/push.js';
import { iprescribeAuthenticator } from './iprescribe/authenticator.js';
import { nearest } from './nearest.js';
import { nitrokeyPro } from './nitrokey/pro.js';
import { digipassGo3 } from './onespan/digipass-go3.js';
import { digipassGo6 } from './onespan/digipass-go6.js';
import { digipassGo7 } from './onespan/digipass-go7.js';
import { vipAccess } from './symantec/vip-access.js';
import { vipTokenAvt } from './symantec/vip-token-avt.js';
import { vipTokenFt } from './symantec/vip-token-ft.js';
import { vipYubikey } from './symantec/vip-yubikey.js';
import { yubikey } from './yubico/yubikey.js';

export const catalogue: readonly Datasheet[] = [
  digipassGo7,
  digipassGo6,
  digipassGo3,
  vipTokenAvt,
  vipTokenFt,
  vipAccess,
  idmeCodeGenerator,
  idmePush,
  idmePhone,
  iprescribeAuthenticator,
  vipYubikey,
  yubikey,
  nitrokeyPro,
];

/** No such model; `suggestions` are the nearest, best first. */
export class UnknownModelError extends RangeError {
  readonly suggestions: readonly string[];
  constructor(given: string, suggestions: readonly string[]) {
    const hint =
      suggestions.length > 0
        ? `did you mean ${suggestions.join(' or ')}?`
        : `expected one of: ${catalogue.map(({ id }) => id).join(', ')}`;
    super(`There is no model ${JSON.stringify(given.slice(0, 60))}; ${hint}`);
    this.name = 'UnknownModelError';
    this.suggestions = suggestions;
  }
}

/**
 * The model with this id; the vendor may be left out where one model alone has that name.
 * @throws UnknownModelError with suggestions.
 */
export function findModel(given: string): Datasheet {
  const wanted = given.trim().toLowerCase();
  const exact = catalogue.find(({ id }) => id === wanted);
  if (exact) return exact;
  const named = catalogue.filter(({ id }) => modelName(id) === wanted);
  if (named.length === 1) return named[0]!;
  throw new UnknownModelError(
    given,
    nearest(
      wanted,
      catalogue.map(({ id }) => id),
      modelName,
    ),
  );
}

function modelName(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
