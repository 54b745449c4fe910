// The snapshot of a Nitrokey Pro: its state is plain data, and every secret is in the vault.
import { toHex } from '../../wire/hex.js';
import { nitrokeySize } from '../../wire/nitrokey-commands.js';
import { nitrokeyReportSize } from '../../wire/nitrokey-report.js';
import { type Fields, openSnapshot } from '../snapshot-fields.js';
import type { AppletSnapshot } from '../usb-applet.js';
import { type NitrokeyState, type Pin, pinLength, pinRetries } from './state.js';

const schema = 'foblab.applet.nitrokey-pro/1';
/** Three HOTP slots, the reserved one and fifteen TOTP slots. */
const slotLimit = 19;

export function snapshotNitrokey(key: NitrokeyState): AppletSnapshot {
  const vault: Record<string, string> = {
    userPin: toHex(key.userPin.value),
    adminPin: toHex(key.adminPin.value),
    stagedName: toHex(key.stagedName),
    stagedSecret: toHex(key.stagedSecret),
    response: toHex(key.response),
  };
  const { temporaryAdminPassword: admin, temporaryUserPassword: user } = key;
  if (admin !== null) vault.temporaryAdminPassword = toHex(admin);
  if (user !== null) vault.temporaryUserPassword = toHex(user);
  const slots = key.slots.map(({ number, name, secret, flags, tokenIdentifier, counterOrInterval }) => {
    vault[`slot${number}.secret`] = toHex(secret);
    const texts = { name: toHex(name), tokenIdentifier: toHex(tokenIdentifier) };
    return { number, ...texts, flags, counterOrInterval };
  });
  const state = {
    serial: key.serial,
    configuration: toHex(key.configuration),
    slots,
    userRetries: key.userPin.retries,
    adminRetries: key.adminPin.retries,
    adminLoggedIn: admin !== null,
    userLoggedIn: user !== null,
    clock: key.clock === null ? null : { ...key.clock },
    poweredAtFobUs: key.poweredAtFobUs,
  };
  return { schema, state, vault };
}

export function restoreNitrokey(snapshot: unknown): NitrokeyState {
  const { state, vault } = openSnapshot(snapshot, schema);
  const password = (flag: string, name: string): Uint8Array | null =>
    state.boolean(flag) ? vault.bytes(name, nitrokeySize.temporaryPassword) : null;
  const pin = (name: string, retries: string): Pin => ({
    value: vault.bytes(name, 1, pinLength.longest),
    retries: state.integer(retries, 0, pinRetries),
  });
  return {
    serial: state.integer('serial', 0, 0xffffffff),
    configuration: state.bytes('configuration', 5),
    slots: state.list('slots', slotLimit).map((fields) => restoreSlot(fields, vault)),
    userPin: pin('userPin', 'userRetries'),
    adminPin: pin('adminPin', 'adminRetries'),
    temporaryAdminPassword: password('adminLoggedIn', 'temporaryAdminPassword'),
    temporaryUserPassword: password('userLoggedIn', 'temporaryUserPassword'),
    stagedName: vault.bytes('stagedName', nitrokeySize.slotName),
    stagedSecret: vault.bytes('stagedSecret', nitrokeySize.secret),
    clock: state.optional('clock', (name) => {
      const fields = state.fields(name);
      return { unixSeconds: fields.time('unixSeconds'), setAtFobUs: fields.time('setAtFobUs') };
    }),
    poweredAtFobUs: state.time('poweredAtFobUs'),
    response: vault.bytes('response', nitrokeyReportSize),
  };
}

function restoreSlot(fields: Fields, vault: Fields): NitrokeyState['slots'][number] {
  const number = fields.integer('number', 0x10, 0x2e);
  return {
    number,
    name: fields.bytes('name', nitrokeySize.slotName),
    secret: vault.bytes(`slot${number}.secret`, nitrokeySize.secret),
    flags: fields.integer('flags', 0, 255),
    tokenIdentifier: fields.bytes('tokenIdentifier', nitrokeySize.tokenIdentifier),
    counterOrInterval: fields.integer('counterOrInterval', 0, Number.MAX_SAFE_INTEGER),
  };
}
