// A conversation with one device: who it is, and its code where one is asked for.

import { OperationError } from '../../contract/operation-error.js';
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
  /** Undefined: whatever a code is on this device, or none where a slot must be named. */
  kind: 'totp' | 'hotp' | undefined;
  identify: boolean;
  digits: number | undefined;
  periodSeconds: number | undefined;
  pin: string | undefined;
  setTime: boolean;
  baudRate: number | undefined;
  timeoutMs: number;
  /** Ends a wait: a key waits minutes for a finger. */
  signal: AbortSignal;
  nowUs(): number;
  onTouchNeeded(): void;
}

export interface DeviceReading {
  /** As the bench names the fob; null for a key that does not tell. */
  serial: string | null;
  identity: Record<string, unknown>;
  code: string | null;
  /** Whose clock or counter made the code. */
  codeFrom: 'host clock' | 'key clock' | 'key counter' | 'fob' | null;
  slot?: number;
}

/** Opens, asks, and closes whatever happens. Rejects with a ReaderError; OperationError `usage` for what it cannot do. */
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
    if (request.identify) return { serial, identity, code: null, codeFrom: null };
    return { serial, identity, code: await fob.code(request.timeoutMs), codeFrom: 'fob' };
  } finally {
    request.signal.removeEventListener('abort', giveUp);
    await fob.close();
  }
}

/** It has no clock: the host's time goes in as the challenge. */
async function readYubikey(key: YubikeyOtp, request: ReadRequest): Promise<DeviceReading> {
  refuse(request, 'a YubiKey', ['pin', 'setTime', 'baudRate']);
  if (request.kind === 'hotp')
    throw usage(
      'a YubiKey types its HOTP codes: foblab observe, and touch it (--totp asks a slot for a TOTP code)',
    );
  const identity = await key.identify();
  const serial = identity.serial === undefined ? null : String(identity.serial);
  const base = { serial, identity: { ...identity } };
  if (request.identify || (request.slot === undefined && request.kind === undefined))
    return { ...base, code: null, codeFrom: null };
  const slot = request.slot ?? 2;
  if (slot !== 1 && slot !== 2) throw usage(`slot ${slot}: a YubiKey has the slots 1 and 2`);
  const { digits = 6, periodSeconds = 30 } = request;
  if (digits !== 6 && digits !== 7 && digits !== 8) throw usage(`${digits} digits: expected 6, 7 or 8`);
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
    const identity = { ...status, slots: await key.slots(), pinRetries: await key.pinRetries() };
    return { serial, identity, code: null, codeFrom: null };
  }
  if (kind === undefined)
    throw usage('say which kind of slot: --totp, or --hotp, which moves the slot’s counter on');
  if (status.asksForUserPin && request.pin === undefined)
    throw usage(
      'this Nitrokey asks for its user PIN before each code: --pin-file <file>, - for standard input',
    );
  // Asked for by name, so the key's warning that its clock was unset or goes back is no reason to stop.
  if (request.setTime) await key.setTime(request.nowUs() / 1e6, true);
  const code = await key.code(kind, slot ?? 0, status.asksForUserPin ? request.pin : undefined);
  const codeFrom = kind === 'totp' ? 'key clock' : 'key counter';
  return { serial, identity: { ...status }, code, codeFrom, slot: slot ?? 0 };
}

const flags = {
  slot: '--slot',
  kind: '--totp and --hotp',
  pin: '--pin-file',
  setTime: '--set-time',
  digits: '--digits',
  periodSeconds: '--period',
  baudRate: '--baud',
} as const;

/** An option that would be passed over in silence is refused. */
function refuse(request: ReadRequest, what: string, names: readonly (keyof typeof flags)[]): void {
  const given = names.find((name) => request[name] !== undefined && request[name] !== false);
  if (given !== undefined) throw usage(`${what} does not take ${flags[given]}`);
}

function usage(message: string): OperationError {
  return new OperationError('usage', message);
}
