// The sign-in methods of an account at ID.me.
import { choice, optional, text } from '../../contract/parameter.js';
import { instantSchema, orNull } from '../../contract/schema.js';
import { idme } from '../../epcs/index.js';
import { putAppOnBench, versionOf } from './app-on-bench.js';
import * as answers from './epcs-answers.js';
import { epcsOperation, fileSecret, opaqueId, sessionParameter } from './epcs-operation.js';

export const methods = epcsOperation({
  system: 'idme',
  verb: 'methods',
  summary: 'Sign In & Security: the sign-in methods',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  value: (t) =>
    t.Object({
      email: t.String(),
      memberSinceAt: instantSchema(t),
      verifiedAt: orNull(t, instantSchema(t)),
      methods: t.Array(t.shared(answers.idmeMethodSchema)),
      recoveryCode: t.Boolean(),
    }),
  run: (epcs, values) => idme.methods(epcs, values.session),
});

export const beginCodeGenerator = epcsOperation({
  system: 'idme',
  verb: 'begin-code-generator',
  summary: 'enrol a code generator: its secret key and URI',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  secretFields: ['secretKey', 'uri'],
  value: answers.generatorSecret,
  run: (epcs, values) => idme.beginCodeGenerator(epcs, values.session),
});

export const sendActivationLink = epcsOperation({
  system: 'idme',
  verb: 'send-activation-link',
  summary: 'send an activation link to a phone',
  example: 'text 202-555-0101 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    channel: choice('how it comes', ['text', 'mail']),
    to: text('number or address', 'to'),
  },
  positionals: ['channel', 'to'],
  value: answers.sentTo,
  run: (epcs, values) =>
    idme.sendActivationLink(epcs, values.session, { channel: values.channel, to: values.to }),
});

export const openActivationLink = epcsOperation({
  system: 'idme',
  verb: 'open-activation-link',
  summary: 'open an activation link as the app does',
  help: 'With --app the code generator is on the bench afterwards, under that name. The version is --app-version, or that of an app that is on the bench.',
  example: '--link-file l.txt --app-version 1.5.0 --app MyiPhone',
  parameters: {
    link: fileSecret('file with the link’s secret'),
    appVersion: optional(text('version of the app', 'app-version')),
    app: optional(text('name of the app on the bench', 'app')),
  },
  secretFields: ['secretKey', 'uri'],
  value: answers.generatorSecret,
  run: async (epcs, { link, appVersion, app }, _, context) => {
    const version = versionOf(context, app, appVersion);
    const opened = await idme.openActivationLink(epcs, { link, appVersion: version });
    if (opened.ok && app !== undefined)
      putAppOnBench(context, app, { secretKey: opened.value.secretKey, version });
    return opened;
  },
});

export const confirmCodeGenerator = epcsOperation({
  system: 'idme',
  verb: 'confirm-code-generator',
  summary: 'confirm the device by its code, and name it',
  example: '755224 --name MyiPhone --session-file s.txt',
  parameters: {
    session: sessionParameter,
    code: text('6-digit code', 'code'),
    name: optional(text('name of the device', 'name')),
  },
  positionals: ['code'],
  value: (t) =>
    t.Object({
      session: answers.sessionField(t),
      method: t.shared(answers.idmeMethodSchema),
      warnings: t.Array(t.String()),
    }),
  run: (epcs, values) =>
    idme.confirmCodeGenerator(epcs, values.session, {
      code: values.code,
      ...(values.name === undefined ? {} : { name: values.name }),
    }),
});

export const addPush = epcsOperation({
  system: 'idme',
  verb: 'add-push',
  summary: 'add Push Notification',
  example: 'phone-1 --session-file s.txt',
  parameters: {
    session: sessionParameter,
    app: text('ID of the app', 'app'),
    name: optional(text('name of the device', 'name')),
  },
  positionals: ['app'],
  value: (t) => t.shared(answers.idmeMethodSchema),
  run: (epcs, values) =>
    idme.addPush(epcs, values.session, {
      app: values.app,
      ...(values.name === undefined ? {} : { name: values.name }),
    }),
});

export const renameMethod = epcsOperation({
  system: 'idme',
  verb: 'rename-method',
  summary: 'rename a sign-in method',
  example: 'METHOD OfficeiPhone --session-file s.txt',
  parameters: {
    session: sessionParameter,
    method: opaqueId('method', 'method'),
    name: text('its new name', 'name'),
  },
  positionals: ['method', 'name'],
  value: (t) => t.shared(answers.idmeMethodSchema),
  run: (epcs, values) =>
    idme.renameMethod(epcs, values.session, { method: values.method, name: values.name }),
});

export const deleteMethod = epcsOperation({
  system: 'idme',
  verb: 'delete-method',
  summary: 'delete a sign-in method',
  example: 'METHOD --session-file s.txt',
  parameters: {
    session: sessionParameter,
    method: opaqueId('method', 'method'),
  },
  positionals: ['method'],
  value: (t) => t.Object({ deleted: t.String() }),
  run: (epcs, values) => idme.deleteMethod(epcs, values.session, { method: values.method }),
});

export const generateRecoveryCode = epcsOperation({
  system: 'idme',
  verb: 'generate-recovery-code',
  summary: 'generate a recovery code',
  example: '--session-file s.txt',
  parameters: {
    session: sessionParameter,
  },
  secretFields: ['code'],
  value: (t) => t.Object({ code: t.String({ description: 'shown now and never again' }) }),
  run: (epcs, values) => idme.generateRecoveryCode(epcs, values.session),
});
