import { type HardDatasheet, toFobModel } from '../../../devices/index.js';
import { Fob, Random, SEED_CAPACITY_LIMIT_BYTES, type SimulatedFob } from '../../../firmware-sim/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, flag, modelId, number, optional, secret, text } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { readLabel } from '../label-text.js';
import { modelFor } from '../model/own-models.js';
import { appVersion } from './app-version.js';
import { fobSecrets } from './fob-secrets.js';
import { isActivated, makeActive, makeApp, makeInactive } from './make-app.js';
import { makeUsbKey } from './make-usb-key.js';

export const add = defineOperation({
  name: 'fob.add',
  command: 'add',
  summary: 'put a simulated fob on the bench',
  help: 'Without a serial, one is drawn. Without a secret, the fob gets one of 20 bytes: random, or, on a bench with --seed, made from that seed, so that anybody who knows the seed can make the codes. A secret file holds one seed in hexadecimal, base32 or base64. An app that an image activates has no secret until it scans the image, unless one is given here.',
  examples: [
    'foblab add onespan/digipass-go7 --serial 3315511111',
    'foblab add symantec/vip-token-avt --event --secret-file seed.hex',
    'foblab add onespan/digipass-go7 --drift-ppm 20 --digits 8',
  ],
  parameters: {
    model: modelId(),
    serial: optional(text('serial or credential ID, as printed or as typed', 'serial')),
    secret: secret('file with the secret in hexadecimal, base32 or base64, - for standard input'),
    digits: optional(number('digits of a code', { minimum: 6, maximum: 8, unit: 'digits', whole: true })),
    period: optional(number('time step', { minimum: 1, maximum: 345_600, unit: 's', whole: true })),
    algorithm: optional(choice('hash', ['sha1', 'sha256', 'sha512'])),
    event: flag('event-based (HOTP) instead of time-based'),
    time: flag('time-based (TOTP) instead of event-based'),
    counter: optional(
      number('first counter of an event-based fob; as its model comes where left out', {
        minimum: 0,
        maximum: 2 ** 48,
        unit: 'count',
        whole: true,
      }),
    ),
    driftPpm: optional(
      number('net rate outright; without it physics decides', {
        minimum: -100_000,
        maximum: 100_000,
        unit: 'ppm',
      }),
    ),
    tolerancePpm: optional(
      number("the crystal's own tolerance, instead of a draw", { minimum: -100, maximum: 100, unit: 'ppm' }),
    ),
    appVersion: optional(appVersion('version of an app, such as 1.5.0')),
    label: optional({ ...text('label to find and group it by', 'label'), read: readLabel }),
  },
  positionals: ['model'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      ...screenFields(t),
      model: t.String(),
      warnings: t.Array(t.String(), { description: 'what a person should know of the new fob' }),
    }),
  run({ bench, directory }, values) {
    const { datasheet, catalogueId } = modelFor(directory, values.model);
    if (values.event && values.time)
      throw new OperationError('usage', 'event and time given; expected one of them', { parameter: 'time' });
    const { serial, warnings } =
      values.serial === undefined
        ? { serial: drawSerial(), warnings: [] }
        : datasheet.serial.read(values.serial);
    const secrets = fobSecrets(bench, serial);
    const key = values.secret ?? secrets.bytes(20);
    if (key.length > SEED_CAPACITY_LIMIT_BYTES)
      throw new OperationError(
        'usage',
        `secret: ${key.length} bytes given; a fob's memory holds 1 to ${SEED_CAPACITY_LIMIT_BYTES}`,
        { parameter: 'secret' },
      );
    if (values.appVersion !== undefined && !['soft', 'push'].includes(datasheet.kind))
      throw new OperationError(
        'usage',
        `${datasheet.id} is no app and has no version; leave appVersion out`,
        {
          parameter: 'appVersion',
        },
      );
    const versioned = <Model extends { firmwareVersion: string }>(model: Model): Model =>
      values.appVersion === undefined ? model : { ...model, firmwareVersion: values.appVersion };
    const simulated = (timeUs: number): SimulatedFob => {
      if (datasheet.kind === 'usb-key')
        return makeUsbKey(datasheet, {
          serial,
          seed: `${bench.seed}/${serial}`,
          timeUs,
          secrets,
          secret: key,
          counter: values.counter,
          driftPpm: values.driftPpm,
        });
      if (datasheet.kind === 'push' || datasheet.kind === 'phone')
        return makeApp(datasheet, serial, timeUs, values, values.appVersion);
      if (!isActivated(datasheet)) return makeFob(timeUs);
      return values.secret === undefined
        ? makeInactive(versioned(toFobModel(datasheet)), serial, timeUs, values)
        : makeActive(makeFob(timeUs), timeUs);
    };
    bench.add({ serial, modelId: catalogueId, label: values.label ?? '' }, simulated);
    const answer = screenAnswer(bench, serial);
    const { type } = bench.look(serial, (fob) => fob.model.otp);
    const labTypes = 'otp' in datasheet ? datasheet.otp.labTypes : undefined;
    const labsOwn = labTypes?.value.includes(type) ? [`${type.toUpperCase()}: ${labTypes.source}`] : [];
    const inactive =
      answer.screen.state === 'inactive'
        ? ['not active: it makes codes once it scans its activation image']
        : [];
    return { ...answer, model: datasheet.id, warnings: [...warnings, ...labsOwn, ...inactive] };

    function makeFob(timeUs: number): Fob {
      const model = versioned(
        toFobModel(datasheet, {
          type: values.event ? 'hotp' : values.time ? 'totp' : undefined,
          algorithm: values.algorithm,
          digits: values.digits,
          periodSeconds: values.period,
        }),
      );
      if (values.counter !== undefined && model.otp.type !== 'hotp')
        throw new OperationError(
          'usage',
          `${datasheet.id} is time-based here and has no counter; make it event-based, or leave out counter`,
          { parameter: 'counter' },
        );
      const counter = values.counter ?? (datasheet as HardDatasheet).otp.firstCounter?.value;
      return Fob.create({
        model,
        serial,
        secret: key,
        seed: `${bench.seed}/${serial}`,
        timeUs,
        ...(counter === undefined ? {} : { counter }),
        ...(values.driftPpm === undefined ? {} : { driftPpm: values.driftPpm }),
        ...(values.tolerancePpm === undefined ? {} : { tolerancePpm: values.tolerancePpm }),
      });
    }

    function drawSerial(): string {
      const random = Random.stream(bench.seed, `serial/${bench.nextOrder}`);
      for (;;) {
        const drawn = datasheet.serial.generate(random);
        if (!bench.has(drawn)) return drawn;
      }
    }
  },
  plain: (result) => result.serial,
  text: (result) =>
    [`${result.serial}  ${result.model}`, ...result.warnings.map((warning) => `note: ${warning}`)].join('\n'),
});
