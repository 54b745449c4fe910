// A conversation with one device: who it is, and its code where one is asked for.

import { OperationError } from '../../contract/operation-error.js';
import type { DeviceIdentity } from '../../contract/results/device.js';
import type { DeviceAccess } from '../../host/device-access.js';
import {
  type ListedDevice,
  type NitrokeyPro,
  openKey,
  SerialFob,
  type SerialLike,
  type YubikeyOtp,
} from '../../readers/index.js';

export interface ReadRequest {
  slot: number | undefined;
  /** Undefined: any kind of code where the device has one kind, no code where a slot must be named. */
  kind: 'totp' | 'hotp' | undefined;
  identify: boolean;
  digits: number | undefined;
  periodSeconds: number | undefined;
  pin: string | undefined;
  setTime: boolean;
  baudRate: number | undefined;
  timeoutMs: number;
  /** Ends the wait: a key waits minutes for a touch. */
  signal: AbortSignal;
  nowUs(): number;
  onTouchNeeded(): void;
}

export interface DeviceReading {
  /** null for a key that does not say. */
  serial: string | null;
  identity: DeviceIdentity;
  code: string | null;
  /** Whose clock or counter made the code. */
  codeFrom: 'host clock' | 'key clock' | 'key counter' | 'fob' | null;
  slot: number | null;
}

/** Opens the device, asks it, and closes it in any case. @throws ReaderError; OperationError `usage` for what it cannot do */
export async function readDevice(
  device: ListedDevice,
  access: DeviceAccess,
  request: ReadRequest,
): Promise<DeviceReading> {
  if (device.kind === 'serial') return readSerial(device, access, request);
  const opened = await openKey(device, access.openHid, access.pause);
  const giveUp = (): void => void opened.key.close().catch(() => {});
  request.signal.addEventListener('abort', giveUp, { once: true });
  try {
    return opened.driver === 'yubikey-otp'
      ? await readYubikey(opened.key, request)
      : await readNitrokey(opened.key, request);
  } finally {
    request.signal.removeEventListener('abort', giveUp);
    if (!request.signal.aborted) await opened.key.close();
  }
}

async function readSerial(
  { path }: ListedDevice,
  { openSerial, pause }: DeviceAccess,
  request: ReadRequest,
): Promise<DeviceReading> {
  refuse(request, 'a fob on a serial port', ['slot', 'kind', 'pin', 'setTime', 'digits', 'periodSeconds']);
  let port: SerialLike | undefined;
  const giveUp = (): void => void port?.close().catch(() => {});
  request.signal.addEventListener('abort', giveUp, { once: true });
  const open = async (): Promise<SerialLike> => {
    port = await openSerial(path, request.baudRate);
    return port;
  };
  const fob = await SerialFob.connect(open, { pause });
  try {
    const identity = { ...fob.identity };
    const { serial } = identity;
    if (request.identify) return { serial, identity, code: null, codeFrom: null, slot: null };
    return { serial, identity, code: await fob.code(request.timeoutMs), codeFrom: 'fob', slot: null };
  } finally {
    request.signal.removeEventListener('abort', giveUp);
    await fob.close();
  }
}

/** It has no clock: the host's time goes in as the challenge. */
async function readYubikey(key: YubikeyOtp, request: ReadRequest): Promise<DeviceReading> {
  refuse(request, 'a YubiKey', ['pin', 'setTime', 'baudRate']);
  if (request.kind === 'hotp')
    throw new OperationError(
      'usage',
      'a YubiKey types its HOTP codes: observe it, and touch it; or read a slot with totp',
      {
        parameter: 'hotp',
        expected: 'totp, which asks a slot for a TOTP code',
        remedy: { operation: 'observation.add' },
      },
    );
  const identity = await key.identify();
  const serial = identity.serial === undefined ? null : String(identity.serial);
  const { firmwareVersion, programmingSequence, slots } = identity;
  const base = {
    serial,
    identity: {
      firmwareVersion,
      serial: identity.serial ?? null,
      programmingSequence,
      slots: [...slots],
    },
  };
  if (request.identify || (request.slot === undefined && request.kind === undefined))
    return { ...base, code: null, codeFrom: null, slot: null };
  const slot = request.slot ?? 2;
  if (slot !== 1 && slot !== 2) throw usage(`slot ${slot}: a YubiKey has the slots 1 and 2`, 'slot');
  const { digits = 6, periodSeconds = 30 } = request;
  if (digits !== 6 && digits !== 7 && digits !== 8)
    throw usage(`${digits} digits: expected 6, 7 or 8`, 'digits');
  const code = await key.totp(slot, request.nowUs() / 1e6, {
    digits,
    periodSeconds,
    onTouchNeeded: request.onTouchNeeded,
  });
  return { ...base, code, codeFrom: 'host clock', slot };
}

async function readNitrokey(key: NitrokeyPro, request: ReadRequest): Promise<DeviceReading> {
  refuse(request, 'a Nitrokey', ['digits', 'periodSeconds', 'baudRate']);
  const status = await key.identify();
  const serial = status.cardSerial.toString(16).toUpperCase().padStart(8, '0');
  const { kind, slot } = request;
  if (request.identify || (slot === undefined && kind === undefined)) {
    const slots = (await key.slots()).map(({ counter = null, intervalSeconds = null, ...listed }) => ({
      ...listed,
      counter,
      intervalSeconds,
    }));
    const identity = { ...status, slots, pinRetries: await key.pinRetries() };
    return { serial, identity, code: null, codeFrom: null, slot: null };
  }
  if (kind === undefined)
    throw usage('the kind of slot is missing: give totp, or hotp, which moves the slot’s counter on', 'totp');
  if (status.asksForUserPin && request.pin === undefined)
    throw new OperationError('usage', 'this Nitrokey asks for its user PIN before each code', {
      parameter: 'pin',
      expected: 'the user PIN',
      remedy: {
        operation: 'device.read',
        arguments: { device: '<device>', slot: slot ?? 0, [kind]: true, pin: '<file>' },
      },
    });
  // The user asked for it, so the key's warning that its clock was unset or goes back does not stop it.
  if (request.setTime) await key.setTime(request.nowUs() / 1e6, true);
  const code = await key.code(kind, slot ?? 0, status.asksForUserPin ? request.pin : undefined);
  const codeFrom = kind === 'totp' ? 'key clock' : 'key counter';
  return { serial, identity: { ...status }, code, codeFrom, slot: slot ?? 0 };
}

const parameters = {
  slot: ['slot', '--slot'],
  kind: ['totp', '--totp and --hotp'],
  pin: ['pin', '--pin-file'],
  setTime: ['setTime', '--set-time'],
  digits: ['digits', '--digits'],
  periodSeconds: ['period', '--period'],
  baudRate: ['baud', '--baud'],
} as const;

/** @throws OperationError `usage` for an option that would have no effect. */
function refuse(request: ReadRequest, what: string, names: readonly (keyof typeof parameters)[]): void {
  const given = names.find((name) => request[name] !== undefined && request[name] !== false);
  if (given === undefined) return;
  const [parameter, option] = parameters[given];
  throw usage(`${what} does not take ${option}`, parameter);
}

function usage(message: string, parameter: string): OperationError {
  return new OperationError('usage', message, { parameter });
}
