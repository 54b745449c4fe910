// Binding an authenticator or a hardware token at iPrescribe.
import { writeActivation } from '../../../firmware-sim/fob-kinds.js';
import { optional, text } from '../../contract/parameter.js';
import { oneOf } from '../../contract/schema.js';
import { type Answer, authenticatorBinding, synchronization } from '../../epcs/index.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, sessionParameter } from './epcs-operation.js';

export const authenticationMethods = epcsOperation({
  system: 'iprescribe',
  verb: 'authentication-methods',
  summary: 'list the methods of two-factor authentication',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) => t.Object({ methods: t.Array(oneOf(t, authenticatorBinding.authenticationMethods)) }),
  run: (epcs, values) => authenticatorBinding.authenticationMethodList(epcs, values.session),
});

type BindingStart = authenticatorBinding.BindingStart;

/** With the image that the app scans, where the binding goes on. */
type Started =
  | (Extract<BindingStart, { outcome: 'proceed' }> & { readonly image: string })
  | Extract<BindingStart, { outcome: 'stopped' }>;

export const bindAuthenticator = epcsOperation({
  system: 'iprescribe',
  verb: 'bind-authenticator',
  summary: 'begin to bind the iPrescribe Authenticator; stopped where the NPI is in no region',
  help: 'Where it proceeds it answers the activation image, which foblab activation scan reads: it holds the seed of the app. The image is for one device: name the app on the bench that scans it.',
  example: '--app iprescribe-4821 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    app: optional(text('app on the bench that scans the image; the one of its serial where left out', 'app')),
  },
  secretFields: ['activation', 'image'],
  value: (t) =>
    t.Union([
      t.Object({
        outcome: t.Literal('proceed'),
        activation: t.Object({
          serial: t.String(),
          seed: t.String({ description: 'hexadecimal: a secret' }),
          kind: t.Literal('totp'),
          digits: t.Literal(6),
          stepSeconds: t.Literal(30),
        }),
        image: t.String({ description: 'the activation image, for foblab activation scan: a secret' }),
      }),
      t.Object({
        outcome: t.Literal('stopped'),
        feature: t.Literal(authenticatorBinding.stopFeature),
        notice: t.Object({
          message: t.String(),
          causes: t.Array(t.Object({ cause: t.String(), remedy: t.String() })),
          remedy: t.String(),
        }),
        next: t.Literal('hardware-token'),
      }),
    ]),
  run: async (epcs, values): Promise<Answer<Started>> => {
    const started = await authenticatorBinding.startBinding(epcs, values.session);
    if (!started.ok) return started;
    if (started.value.outcome === 'stopped') return { ok: true, value: started.value };
    const { serial, seed, kind, digits, stepSeconds } = started.value.activation;
    const image = writeActivation({
      serial: values.app ?? serial,
      otp: { type: kind, algorithm: 'sha1', digits, periodSeconds: stepSeconds, t0Seconds: 0 },
      secret: new Uint8Array(Buffer.from(seed, 'hex')),
    });
    return { ok: true, value: { ...started.value, image } };
  },
});

export const confirmAuthenticator = epcsOperation({
  system: 'iprescribe',
  verb: 'confirm-authenticator',
  summary: 'bind the iPrescribe Authenticator by its first code',
  example: '755224 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    otp: text('first code of the app', 'otp'),
    nickname: optional(text('nickname', 'nickname')),
    device: optional(text('device that the app lives on', 'device')),
  },
  positionals: ['otp'],
  value: (t) => t.Object({ session: answers.sessionField(t), credentialId: t.String() }),
  run: (epcs, values) =>
    authenticatorBinding.confirmBinding(epcs, values.session, {
      otp: values.otp,
      ...(values.nickname === undefined ? {} : { nickname: values.nickname }),
      ...(values.device === undefined ? {} : { device: values.device }),
    }),
});

export const enterSerial = epcsOperation({
  system: 'iprescribe',
  verb: 'enter-serial',
  summary: 'set up a hardware token: its serial number',
  example: '3315511111 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    serial: text('serial number on the back', 'serial'),
  },
  positionals: ['serial'],
  value: (t) => t.Object({ serial: t.String(), nextCode: oneOf(t, ['wait', 'press-again']) }),
  run: (epcs, values) => synchronization.enterSerial(epcs, values.session, { serial: values.serial }),
});

export const synchronize = epcsOperation({
  system: 'iprescribe',
  verb: 'synchronize',
  summary: 'Verify or Synchronize: Current Code and Next Code',
  example: '755224 287082 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    currentCode: text('Current Code', 'current-code'),
    nextCode: text('Next Code', 'next-code'),
    nickname: optional(text('nickname', 'nickname')),
    device: optional(text('device that a soft token lives on', 'device')),
  },
  positionals: ['currentCode', 'nextCode'],
  secretFields: ['backupCodes'],
  value: (t) =>
    t.Object({
      session: answers.sessionField(t),
      credentialId: t.String(),
      message: t.Literal('token-synchronized'),
      backupCodes: t.Array(t.String(), { description: 'shown now and never again' }),
    }),
  run: (epcs, values) =>
    synchronization.synchronize(epcs, values.session, {
      currentCode: values.currentCode,
      nextCode: values.nextCode,
      ...(values.nickname === undefined ? {} : { nickname: values.nickname }),
      ...(values.device === undefined ? {} : { device: values.device }),
    }),
});

export const newBackupCodes = epcsOperation({
  system: 'iprescribe',
  verb: 'new-backup-codes',
  summary: 'make ten new backup codes; the ones before are void',
  example: '--session-file s.txt',
  parameters: { session: sessionParameter },
  secretFields: ['backupCodes'],
  value: (t) => t.Object({ backupCodes: t.Array(t.String(), { description: 'shown now and never again' }) }),
  run: (epcs, values) => synchronization.newBackupCodes(epcs, values.session),
});
