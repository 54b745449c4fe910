// The datasheet of each model, by its id.
import type { Datasheet } from './datasheet.js';
import { idmeCodeGenerator } from './idme/code-generator.js';
import { idmePhone } from './idme/phone.js';
import { idmePush } from './idme/push.js';
import { iprescribeAuthenticator } from './iprescribe/authenticator.js';
import { nitrokeyPro } from './nitrokey/pro.js';
import { digipassGo3 } from './onespan/digipass-go3.js';
import { digipassGo6 } from './onespan/digipass-go6.js';
import { digipassGo7 } from './onespan/digipass-go7.js';
import { vipAccess } from './symantec/vip-access.js';
import { vipTokenAvt } from './symantec/vip-token-avt.js';
import { vipTokenFt } from './symantec/vip-token-ft.js';
import { vipYubikey } from './symantec/vip-yubikey.js';
import { yubikey } from './yubico/yubikey.js';

/** In the order of the list. Each is a function, so that a command about one fob makes only its datasheet. */
export const sheets = {
  'onespan/digipass-go7': () => digipassGo7,
  'onespan/digipass-go6': () => digipassGo6,
  'onespan/digipass-go3': () => digipassGo3,
  'symantec/vip-token-avt': () => vipTokenAvt,
  'symantec/vip-token-ft': () => vipTokenFt,
  'symantec/vip-access': () => vipAccess,
  'idme/code-generator': () => idmeCodeGenerator,
  'idme/push': () => idmePush,
  'idme/phone': () => idmePhone,
  'iprescribe/authenticator': () => iprescribeAuthenticator,
  'symantec/vip-yubikey': () => vipYubikey,
  'yubico/yubikey': () => yubikey,
  'nitrokey/pro': () => nitrokeyPro,
} as const satisfies Readonly<Record<string, () => Datasheet>>;

/** The ID of a model of the catalogue. */
export type ModelId = keyof typeof sheets;

/** The datasheet of the model with exactly this ID. */
export function sheetOf(id: string): Datasheet | undefined {
  return Object.hasOwn(sheets, id) ? sheets[id as ModelId]() : undefined;
}
