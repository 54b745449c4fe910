import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { duration, flag, number, optional, secretText, text } from '../../contract/parameter.js';
import { deviceIdentitySchema } from '../../contract/results/device.js';
import { instantSchema, oneOf, orNull } from '../../contract/schema.js';
import { deviceAccess } from '../../host/device-access.js';
import { recordObservations } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import { reading, wiredReading } from '../../observations/index.js';
import { observedSerial } from '../observation/observation-input.js';
import { chooseDevice } from './choose-device.js';
import { type DeviceReading, readDevice } from './device-reading.js';

/** A rig presses the button and reads the display before it answers. */
const codeTimeoutUs = 15e6;

export const read = defineOperation({
  name: 'device.read',
  command: 'read',
  summary: 'read a code off a plugged-in key or a fob on a serial port, or ask who it is',
  help: 'A device is hid:1050:0407, serial:/dev/ttyACM0, id:<serial number>, a path, or auto (the only one there is). A serial fob is asked for a code; a USB key says who it is unless --totp or --hotp asks for a code. YubiKey: an HMAC slot (2 unless --slot 1) at this computer’s time. Nitrokey: its slots count from 0; HOTP moves the counter on, and TOTP uses the key’s own clock, which only --set-time sets.',
  examples: [
    'foblab read serial:/dev/ttyACM0 --plain',
    'foblab read hid:1050:0407 --slot 2 --totp',
    'foblab read hid:20a0:4108 --slot 0 --hotp --pin-file pin.txt',
    'foblab read auto --identify --json',
  ],
  parameters: {
    device: optional(text('device (foblab devices); auto where left out', 'device')),
    slot: optional(number('slot of the key', { minimum: 0, maximum: 15, unit: 'slot', whole: true })),
    totp: flag('a time-based code'),
    hotp: flag('an event-based code; reading it uses it up'),
    identify: flag('only ask who it is; no button is pressed and no counter moves'),
    digits: optional(
      number('digits of a YubiKey’s code; 6 where left out', {
        minimum: 6,
        maximum: 8,
        unit: 'digits',
        whole: true,
      }),
    ),
    period: optional(
      number('time step of a YubiKey’s code; 30 where left out', {
        minimum: 1,
        maximum: 86_400,
        unit: 's',
        whole: true,
      }),
    ),
    pin: secretText('file with the user PIN of a Nitrokey, - for standard input'),
    setTime: flag('first set the clock of a Nitrokey to this computer’s'),
    baud: optional(
      number('rate of the serial port; 115200 where left out', {
        minimum: 50,
        maximum: 4_000_000,
        unit: 'baud',
        whole: true,
      }),
    ),
    timeout: optional(duration('how long a serial fob may take for its code; 15s where left out')),
    observe: flag('keep the code as an observation of this fob'),
    as: optional(text('serial to keep it under; the device’s own where left out', 'serial')),
  },
  positionals: ['device'],
  effect: 'outside',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      device: t.Object({ kind: oneOf(t, ['hid', 'serial']), name: t.String(), path: t.String() }),
      serial: orNull(t, t.String({ description: 'null for a key that does not say' })),
      identity: t.shared(deviceIdentitySchema),
      code: orNull(t, t.String()),
      codeFrom: t.Union(
        [
          t.Literal('host clock'),
          t.Literal('key clock'),
          t.Literal('key counter'),
          t.Literal('fob'),
          t.Null(),
        ],
        { description: 'whose clock or counter made the code' },
      ),
      slot: orNull(t, t.Integer()),
      at: instantSchema(t),
      timeBase: t.Literal('wall'),
      observedAs: orNull(t, t.String({ description: 'the serial that the code was kept under' })),
    }),
  item: (t) => t.Object({ waitingFor: t.Literal('touch'), device: t.String() }),
  errors: ['refused', 'missing-library'],
  async run(context, values) {
    const { bench, signal, item } = context;
    if (values.totp && values.hotp)
      throw new OperationError('usage', 'give totp or hotp, not both: a slot is one or the other', {
        parameter: 'totp',
      });
    const device = await chooseDevice(context, values.device ?? 'auto');
    const run = readDevice(device, deviceAccess(context), {
      slot: values.slot,
      kind: values.totp ? 'totp' : values.hotp ? 'hotp' : undefined,
      identify: values.identify,
      digits: values.digits,
      periodSeconds: values.period,
      pin: values.pin,
      setTime: values.setTime,
      baudRate: values.baud,
      timeoutMs: Math.max(1, Math.round((values.timeout ?? codeTimeoutUs) / 1000)),
      signal,
      nowUs: () => bench.wall.nowUs(),
      onTouchNeeded: () => item({ waitingFor: 'touch', device: device.name }),
    });
    const found = await untilAborted(run, signal);
    const atUs = bench.wall.nowUs();
    const { kind, path, name } = device;
    const { serial, identity, code, codeFrom, slot } = found;
    const observedAs = values.observe ? serialToKeep(found, values.as) : null;
    if (observedAs !== null)
      recordObservations(context, [
        reading({
          serial: observedAs,
          code: code!,
          atMs: Math.round(atUs / 1000),
          source: device.kind,
          ...wiredReading,
        }),
      ]);
    return {
      device: { kind, name, path },
      serial,
      identity,
      code,
      codeFrom,
      slot,
      at: isoTime(atUs),
      timeBase: 'wall' as const,
      observedAs,
    };
  },
  plain: (result) => result.code ?? result.serial ?? '',
  text: ({ code, device, serial, identity, codeFrom, observedAs }) =>
    code === null
      ? [`${device.name} at ${device.path}`, ...identityLines(identity)].join('\n')
      : `${code}  ${serial ?? device.name} (${codeFrom})${observedAs === null ? '' : `; kept, foblab passport ${observedAs}`}`,
  progressText: (item) => `touch ${(item as { device: string }).device}: it waits for a finger`,
});

/** @throws OperationError `usage` where there is nothing to observe in what was read. */
function serialToKeep({ code, codeFrom, serial }: DeviceReading, as: string | undefined): string {
  if (code === null)
    throw new OperationError('usage', 'observe keeps a code, and none was asked for: give totp or hotp', {
      parameter: 'observe',
      expected: 'observe together with totp or hotp',
    });
  if (codeFrom === 'host clock')
    throw new OperationError(
      'usage',
      'observe: this computer’s clock made this code, so it says nothing of a fob’s clock',
      { parameter: 'observe' },
    );
  const name = as ?? serial;
  if (name === null)
    throw new OperationError('usage', 'the device does not say its serial: give one with as', {
      parameter: 'as',
      expected: 'the serial to keep the code under',
    });
  return observedSerial(name);
}

/** A key waits minutes for a touch; the client may leave before. */
function untilAborted<T>(run: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (): void => reject(new OperationError('timeout', 'interrupted before the device answered'));
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    run.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}

function identityLines(identity: object): string[] {
  return Object.entries(identity).map(
    ([name, value]) =>
      `  ${name.padEnd(20)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
}
