// The table of operations that every face is made from. It holds names and command words; an operation loads when it is
// asked for, so that a command that presses a button loads the press alone.
import type { FindOperation, Operation } from '../host/operation.js';

interface Entry<O> {
  readonly command: string;
  load(): Promise<O>;
}

function entry<O>(command: string, load: () => Promise<O>): Entry<O> {
  let loaded: Promise<O> | undefined;
  return { command, load: () => (loaded ??= load()) };
}

/** In the order in which help lists them. */
export const operationTable = {
  'bench.init': entry('init', () => import('./bench/init.js').then((m) => m.init)),
  'bench.status': entry('status', () => import('./bench/status.js').then((m) => m.status)),
  'fob.remove': entry('remove', () => import('./fob/remove.js').then((m) => m.remove)),
  'fob.list': entry('list', () => import('./fob/list.js').then((m) => m.list)),
  'fob.show': entry('show', () => import('./fob/show.js').then((m) => m.show)),
  'fob.label': entry('label', () => import('./fob/label.js').then((m) => m.label)),
  'fob.press': entry('press', () => import('./fob/press.js').then((m) => m.press)),
  'fob.hold': entry('hold', () => import('./fob/hold.js').then((m) => m.hold)),
  'fob.release': entry('release', () => import('./fob/release.js').then((m) => m.release)),
  'fob.code': entry('code', () => import('./fob/code.js').then((m) => m.code)),
  'fob.clock': entry('clock', () => import('./fob/clock.js').then((m) => m.clock)),
  'fob.drift': entry('drift', () => import('./fob/drift.js').then((m) => m.drift)),
  'fob.age': entry('age', () => import('./fob/age.js').then((m) => m.age)),
  'fob.temp': entry('temp', () => import('./fob/temp.js').then((m) => m.temp)),
  'fob.battery': entry('battery', () => import('./fob/battery.js').then((m) => m.battery)),
  'fob.battery-replace': entry('battery replace', () =>
    import('./fob/battery-replace.js').then((m) => m.replaceBattery),
  ),
  'fob.fault': entry('fault', () => import('./fob/fault.js').then((m) => m.fault)),
  'fob.reset': entry('reset', () => import('./fob/reset.js').then((m) => m.reset)),
  'bench.advance': entry('advance', () => import('./bench/advance.js').then((m) => m.advance)),
  'bench.rate': entry('rate', () => import('./bench/rate.js').then((m) => m.rate)),
  'bench.log': entry('log', () => import('./bench/log.js').then((m) => m.log)),
  'bench.wait': entry('wait', () => import('./bench/wait.js').then((m) => m.wait)),
  'bench.damage': entry('damage', () => import('./bench/damage.js').then((m) => m.damage)),
  'bench.snapshot': entry('snapshot', () => import('./bench/snapshot.js').then((m) => m.snapshot)),
  'bench.restore': entry('restore', () => import('./bench/restore.js').then((m) => m.restore)),
  'fob.add': entry('add', () => import('./fob/add.js').then((m) => m.add)),
  'bench.overview': entry('overview', () => import('./bench/overview.js').then((m) => m.overview)),
  'bench.index': entry('index', () => import('./bench/fob-index.js').then((m) => m.fobIndex)),
  'fob.forecast': entry('forecast', () => import('./fob/forecast.js').then((m) => m.forecast)),
  'fob.lend': entry('lend', () => import('./fob/lend.js').then((m) => m.lend)),
  'fob.return': entry('return', () => import('./fob/return.js').then((m) => m.return_)),
  'fob.lent': entry('lent', () => import('./fob/lent.js').then((m) => m.lent)),
  'fob.faults': entry('faults', () => import('./fob/faults.js').then((m) => m.faults)),
  'model.list': entry('models', () => import('./model/models.js').then((m) => m.models)),
  'model.derive': entry('models derive', () => import('./model/derive.js').then((m) => m.deriveModel)),
  'fleet.forecast': entry('fleet', () => import('./fleet/forecast.js').then((m) => m.fleetForecast)),
  'credential.enroll': entry('enroll', () => import('./credential/enroll.js').then((m) => m.enroll)),
  'credential.verify': entry('verify', () => import('./credential/verify.js').then((m) => m.verify)),
  'credential.activate': entry('activate', () => import('./credential/activate.js').then((m) => m.activate)),
  'credential.resync': entry('resync', () => import('./credential/resync.js').then((m) => m.resync)),
  'credential.list': entry('credential list', () => import('./credential/list.js').then((m) => m.list)),
  'credential.show': entry('credential show', () => import('./credential/show.js').then((m) => m.show)),
  'credential.window': entry('credential window', () =>
    import('./credential/window.js').then((m) => m.window),
  ),
  'credential.enable': entry('credential enable', () =>
    import('./credential/enable.js').then((m) => m.enable),
  ),
  'credential.disable': entry('credential disable', () =>
    import('./credential/disable.js').then((m) => m.disable),
  ),
  'credential.lost': entry('credential lost', () => import('./credential/lost.js').then((m) => m.lost)),
  'credential.expire': entry('credential expire', () =>
    import('./credential/expire.js').then((m) => m.expire),
  ),
  'credential.delete': entry('credential delete', () =>
    import('./credential/delete.js').then((m) => m.deleteCredential),
  ),
  'credential.replace': entry('credential replace', () =>
    import('./credential/replace.js').then((m) => m.replace),
  ),
  'credential.unlock': entry('credential unlock', () =>
    import('./credential/unlock.js').then((m) => m.unlock),
  ),
  'credential.reset-drift': entry('credential reset-drift', () =>
    import('./credential/reset-drift.js').then((m) => m.resetDrift),
  ),
  'credential.set-counter': entry('credential set-counter', () =>
    import('./credential/set-counter.js').then((m) => m.setCounter),
  ),
  'credential.set-policy': entry('credential set-policy', () =>
    import('./credential/set-policy.js').then((m) => m.setPolicy),
  ),
  'credential.backup-codes': entry('backup-codes', () =>
    import('./credential/backup-codes.js').then((m) => m.backupCodes),
  ),
  'policy.list': entry('policy list', () => import('./policy/list.js').then((m) => m.list)),
  'policy.show': entry('policy show', () => import('./policy/show.js').then((m) => m.show)),
  'audit.list': entry('audit list', () => import('./audit/list.js').then((m) => m.list)),
  'audit.verify': entry('audit verify', () => import('./audit/verify.js').then((m) => m.verify)),
  'audit.checkpoint': entry('audit checkpoint', () =>
    import('./audit/checkpoint.js').then((m) => m.checkpoint),
  ),
  'seed-file.import': entry('import', () => import('./seed-file/import.js').then((m) => m.importSeeds)),
  'seed-file.export': entry('export', () => import('./seed-file/export.js').then((m) => m.exportSeeds)),
  'fob.add-twin': entry('add-twin', () => import('./fob/add-twin.js').then((m) => m.addTwin)),
  'fob.add-from': entry('add-from', () => import('./seed-file/add-from.js').then((m) => m.addFrom)),
  'device.list': entry('devices', () => import('./device/list.js').then((m) => m.list)),
  'device.read': entry('read', () => import('./device/read.js').then((m) => m.read)),
  'observation.add': entry('observe', () => import('./observation/add.js').then((m) => m.add)),
  'observation.list': entry('observation list', () => import('./observation/list.js').then((m) => m.list)),
  'observation.edit': entry('observation edit', () => import('./observation/edit.js').then((m) => m.edit)),
  'observation.remove': entry('observation remove', () =>
    import('./observation/remove.js').then((m) => m.remove),
  ),
  'observation.move': entry('observation move', () => import('./observation/move.js').then((m) => m.move)),
  'observation.correct-clock': entry('observation correct-clock', () =>
    import('./observation/correct-clock.js').then((m) => m.correctClock),
  ),
  'observation.undo': entry('observation undo', () => import('./observation/undo.js').then((m) => m.undo)),
  'passport.show': entry('passport', () =>
    import('./observation/passport-show.js').then((m) => m.passportShow),
  ),
  'passport.list': entry('passports', () =>
    import('./observation/passport-list.js').then((m) => m.passportList),
  ),
  'link.serve': entry('serve', () => import('./link/serve.js').then((m) => m.serve)),
  'link.list': entry('links', () => import('./link/plug.js').then((m) => m.links)),
  'link.open': entry('open', () => import('./link/ports.js').then((m) => m.openPort)),
  'link.close': entry('close', () => import('./link/ports.js').then((m) => m.closePort)),
  'link.traffic': entry('traffic', () => import('./link/traffic.js').then((m) => m.traffic)),
  'link.plug': entry('plug', () => import('./link/plug.js').then((m) => m.plug)),
  'link.unplug': entry('unplug', () => import('./link/plug.js').then((m) => m.unplug)),
  'push.ask': entry('push ask', () => import('./push/ask.js').then((m) => m.pushAsk)),
  'push.answer': entry('push', () => import('./push/answer.js').then((m) => m.pushAnswer)),
  'push.list': entry('push list', () => import('./push/list.js').then((m) => m.pushList)),
  'phone.receive': entry('phone receive', () => import('./phone/receive.js').then((m) => m.phoneReceive)),
  'phone.list': entry('phone list', () => import('./phone/list.js').then((m) => m.phoneList)),
  'activation.image': entry('activation image', () =>
    import('./activation/image.js').then((m) => m.activationImage),
  ),
  'activation.scan': entry('activation scan', () =>
    import('./activation/scan.js').then((m) => m.activationScan),
  ),
  'fob.otpauth': entry('otpauth', () => import('./fob/otpauth.js').then((m) => m.otpauth)),
  'token.add': entry('token add', () => import('./token/add.js').then((m) => m.addToken)),
  'token.list': entry('token list', () => import('./token/list.js').then((m) => m.listTokens)),
  'token.revoke': entry('token revoke', () => import('./token/revoke.js').then((m) => m.revokeToken)),
  'target.list': entry('target list', () => import('./target/list.js').then((m) => m.list)),
  'target.check': entry('target check', () => import('./target/check.js').then((m) => m.check)),
  'epcs-fixtures.load': entry('epcs fixtures load', () =>
    import('./epcs/fixtures.js').then((m) => m.fixturesLoad),
  ),
  'epcs-messages.list': entry('epcs messages list', () =>
    import('./epcs/fixtures.js').then((m) => m.messagesList),
  ),
  'epcs-registry.look-up': entry('epcs registry look-up', () =>
    import('./epcs/fixtures.js').then((m) => m.registryLookUp),
  ),
  'epcs-registry.import': entry('epcs registry import', () =>
    import('./epcs/fixtures.js').then((m) => m.registryImport),
  ),
  'epcs-faults.show': entry('epcs faults show', () => import('./epcs/fixtures.js').then((m) => m.faultsShow)),
  'epcs-faults.set': entry('epcs faults set', () => import('./epcs/fixtures.js').then((m) => m.faultsSet)),
  'epcs-gold.invite': entry('epcs gold invite', () =>
    import('./epcs/gold-enrolment.js').then((m) => m.invite),
  ),
  'epcs-gold.begin-enrolment': entry('epcs gold begin-enrolment', () =>
    import('./epcs/gold-enrolment.js').then((m) => m.beginEnrolment),
  ),
  'epcs-gold.enrol-token': entry('epcs gold enrol-token', () =>
    import('./epcs/gold-enrolment.js').then((m) => m.enrolToken),
  ),
  'epcs-gold.prove-identity': entry('epcs gold prove-identity', () =>
    import('./epcs/gold-enrolment.js').then((m) => m.proveIdentity),
  ),
  'epcs-gold.choose-passphrase': entry('epcs gold choose-passphrase', () =>
    import('./epcs/gold-enrolment.js').then((m) => m.choosePassphrase),
  ),
  'epcs-gold.enrolment': entry('epcs gold enrolment', () =>
    import('./epcs/gold-enrolment.js').then((m) => m.enrolment),
  ),
  'epcs-gold.sign-in': entry('epcs gold sign-in', () =>
    import('./epcs/gold-sign-in.js').then((m) => m.signIn),
  ),
  'epcs-gold.second-factor': entry('epcs gold second-factor', () =>
    import('./epcs/gold-sign-in.js').then((m) => m.secondFactor),
  ),
  'epcs-gold.cancel-sign-in': entry('epcs gold cancel-sign-in', () =>
    import('./epcs/gold-sign-in.js').then((m) => m.cancelSignIn),
  ),
  'epcs-gold.submit-otp': entry('epcs gold submit-otp', () =>
    import('./epcs/gold-sign-in.js').then((m) => m.submitOtp),
  ),
  'epcs-gold.submit-biometric': entry('epcs gold submit-biometric', () =>
    import('./epcs/gold-sign-in.js').then((m) => m.submitBiometric),
  ),
  'epcs-gold.forgot-passphrase': entry('epcs gold forgot-passphrase', () =>
    import('./epcs/gold-sign-in.js').then((m) => m.forgotPassphrase),
  ),
  'epcs-gold.security-question': entry('epcs gold security-question', () =>
    import('./epcs/gold-sign-in.js').then((m) => m.securityQuestion),
  ),
  'epcs-gold.reset-passphrase': entry('epcs gold reset-passphrase', () =>
    import('./epcs/gold-sign-in.js').then((m) => m.resetPassphrase),
  ),
  'epcs-gold.report-lost-token': entry('epcs gold report-lost-token', () =>
    import('./epcs/gold-tokens.js').then((m) => m.reportLostToken),
  ),
  'epcs-gold.home': entry('epcs gold home', () => import('./epcs/gold-home.js').then((m) => m.home)),
  'epcs-gold.profile': entry('epcs gold profile', () => import('./epcs/gold-home.js').then((m) => m.profile)),
  'epcs-gold.contact-us': entry('epcs gold contact-us', () =>
    import('./epcs/gold-home.js').then((m) => m.contactUs),
  ),
  'epcs-gold.tokens': entry('epcs gold tokens', () => import('./epcs/gold-tokens.js').then((m) => m.tokens)),
  'epcs-gold.add-token': entry('epcs gold add-token', () =>
    import('./epcs/gold-tokens.js').then((m) => m.addToken),
  ),
  'epcs-gold.edit-token': entry('epcs gold edit-token', () =>
    import('./epcs/gold-tokens.js').then((m) => m.editToken),
  ),
  'epcs-gold.disable-token': entry('epcs gold disable-token', () =>
    import('./epcs/gold-tokens.js').then((m) => m.disableToken),
  ),
  'epcs-gold.enable-token': entry('epcs gold enable-token', () =>
    import('./epcs/gold-tokens.js').then((m) => m.enableToken),
  ),
  'epcs-gold.delete-token': entry('epcs gold delete-token', () =>
    import('./epcs/gold-tokens.js').then((m) => m.deleteToken),
  ),
  'epcs-gold.report-lost': entry('epcs gold report-lost', () =>
    import('./epcs/gold-tokens.js').then((m) => m.reportLost),
  ),
  'epcs-gold.binding-report': entry('epcs gold binding-report', () =>
    import('./epcs/gold-home.js').then((m) => m.bindingReport),
  ),
  'epcs-gold.signed-record-report': entry('epcs gold signed-record-report', () =>
    import('./epcs/gold-home.js').then((m) => m.signedRecordReport),
  ),
  'epcs-gold.incident-report': entry('epcs gold incident-report', () =>
    import('./epcs/gold-home.js').then((m) => m.incidentReport),
  ),
  'epcs-gold.register-biometric': entry('epcs gold register-biometric', () =>
    import('./epcs/gold-sign-in.js').then((m) => m.registerBiometric),
  ),
  'epcs-gold.log-out': entry('epcs gold log-out', () =>
    import('./epcs/gold-sign-in.js').then((m) => m.logOut),
  ),
  'epcs-calmhsa.create-account': entry('epcs calmhsa create-account', () =>
    import('./epcs/calmhsa.js').then((m) => m.createAccount),
  ),
  'epcs-calmhsa.log-in': entry('epcs calmhsa log-in', () => import('./epcs/calmhsa.js').then((m) => m.logIn)),
  'epcs-calmhsa.menu': entry('epcs calmhsa menu', () => import('./epcs/calmhsa.js').then((m) => m.menu)),
  'epcs-calmhsa.token-management': entry('epcs calmhsa token-management', () =>
    import('./epcs/calmhsa.js').then((m) => m.tokenManagement),
  ),
  'epcs-calmhsa.log-out': entry('epcs calmhsa log-out', () =>
    import('./epcs/calmhsa.js').then((m) => m.logOut),
  ),
  'epcs-iprescribe.sign-up': entry('epcs iprescribe sign-up', () =>
    import('./epcs/iprescribe-registration.js').then((m) => m.signUp),
  ),
  'epcs-iprescribe.create-account': entry('epcs iprescribe create-account', () =>
    import('./epcs/iprescribe-registration.js').then((m) => m.createAccount),
  ),
  'epcs-iprescribe.save-personal-info': entry('epcs iprescribe save-personal-info', () =>
    import('./epcs/iprescribe-registration.js').then((m) => m.savePersonalInfo),
  ),
  'epcs-iprescribe.save-practice-info': entry('epcs iprescribe save-practice-info', () =>
    import('./epcs/iprescribe-registration.js').then((m) => m.savePracticeInfo),
  ),
  'epcs-iprescribe.launch-idme': entry('epcs iprescribe launch-idme', () =>
    import('./epcs/iprescribe-registration.js').then((m) => m.launchIdme),
  ),
  'epcs-iprescribe.finish-registration': entry('epcs iprescribe finish-registration', () =>
    import('./epcs/iprescribe-registration.js').then((m) => m.finishRegistration),
  ),
  'epcs-iprescribe.resume-registration': entry('epcs iprescribe resume-registration', () =>
    import('./epcs/iprescribe-registration.js').then((m) => m.resumeRegistration),
  ),
  'epcs-iprescribe.log-in': entry('epcs iprescribe log-in', () =>
    import('./epcs/iprescribe-log-in.js').then((m) => m.logIn),
  ),
  'epcs-iprescribe.progress': entry('epcs iprescribe progress', () =>
    import('./epcs/iprescribe-log-in.js').then((m) => m.progress),
  ),
  'epcs-iprescribe.submit-code': entry('epcs iprescribe submit-code', () =>
    import('./epcs/iprescribe-log-in.js').then((m) => m.submitCode),
  ),
  'epcs-iprescribe.submit-backup-code': entry('epcs iprescribe submit-backup-code', () =>
    import('./epcs/iprescribe-log-in.js').then((m) => m.submitBackupCode),
  ),
  'epcs-iprescribe.settings': entry('epcs iprescribe settings', () =>
    import('./epcs/iprescribe-authenticators.js').then((m) => m.settings),
  ),
  'epcs-iprescribe.activate-epcs': entry('epcs iprescribe activate-epcs', () =>
    import('./epcs/iprescribe-authenticators.js').then((m) => m.activateEpcs),
  ),
  'epcs-iprescribe.authenticators': entry('epcs iprescribe authenticators', () =>
    import('./epcs/iprescribe-authenticators.js').then((m) => m.authenticators),
  ),
  'epcs-iprescribe.start-pairing': entry('epcs iprescribe start-pairing', () =>
    import('./epcs/iprescribe-authenticators.js').then((m) => m.startPairing),
  ),
  'epcs-iprescribe.pairing-password': entry('epcs iprescribe pairing-password', () =>
    import('./epcs/iprescribe-authenticators.js').then((m) => m.pairingPassword),
  ),
  'epcs-iprescribe.select-device': entry('epcs iprescribe select-device', () =>
    import('./epcs/iprescribe-authenticators.js').then((m) => m.selectDevice),
  ),
  'epcs-iprescribe.activate-device': entry('epcs iprescribe activate-device', () =>
    import('./epcs/iprescribe-authenticators.js').then((m) => m.activateDevice),
  ),
  'epcs-iprescribe.authentication-methods': entry('epcs iprescribe authentication-methods', () =>
    import('./epcs/iprescribe-binding.js').then((m) => m.authenticationMethods),
  ),
  'epcs-iprescribe.bind-authenticator': entry('epcs iprescribe bind-authenticator', () =>
    import('./epcs/iprescribe-binding.js').then((m) => m.bindAuthenticator),
  ),
  'epcs-iprescribe.confirm-authenticator': entry('epcs iprescribe confirm-authenticator', () =>
    import('./epcs/iprescribe-binding.js').then((m) => m.confirmAuthenticator),
  ),
  'epcs-iprescribe.enter-serial': entry('epcs iprescribe enter-serial', () =>
    import('./epcs/iprescribe-binding.js').then((m) => m.enterSerial),
  ),
  'epcs-iprescribe.synchronize': entry('epcs iprescribe synchronize', () =>
    import('./epcs/iprescribe-binding.js').then((m) => m.synchronize),
  ),
  'epcs-iprescribe.new-backup-codes': entry('epcs iprescribe new-backup-codes', () =>
    import('./epcs/iprescribe-binding.js').then((m) => m.newBackupCodes),
  ),
  'epcs-iprescribe.update-practice-info': entry('epcs iprescribe update-practice-info', () =>
    import('./epcs/iprescribe-registration.js').then((m) => m.updatePracticeInfo),
  ),
  'epcs-iprescribe.log-out': entry('epcs iprescribe log-out', () =>
    import('./epcs/iprescribe-log-in.js').then((m) => m.logOut),
  ),
  'epcs-idme.sign-up': entry('epcs idme sign-up', () =>
    import('./epcs/idme-account.js').then((m) => m.signUp),
  ),
  'epcs-idme.confirm-email': entry('epcs idme confirm-email', () =>
    import('./epcs/idme-account.js').then((m) => m.confirmEmail),
  ),
  'epcs-idme.after-confirmation': entry('epcs idme after-confirmation', () =>
    import('./epcs/idme-account.js').then((m) => m.afterConfirmation),
  ),
  'epcs-idme.set-up-phone': entry('epcs idme set-up-phone', () =>
    import('./epcs/idme-account.js').then((m) => m.setUpPhone),
  ),
  'epcs-idme.confirm-phone': entry('epcs idme confirm-phone', () =>
    import('./epcs/idme-account.js').then((m) => m.confirmPhone),
  ),
  'epcs-idme.sign-in': entry('epcs idme sign-in', () =>
    import('./epcs/idme-sign-in.js').then((m) => m.signIn),
  ),
  'epcs-idme.choose-method': entry('epcs idme choose-method', () =>
    import('./epcs/idme-sign-in.js').then((m) => m.chooseMethod),
  ),
  'epcs-idme.send-code': entry('epcs idme send-code', () =>
    import('./epcs/idme-sign-in.js').then((m) => m.sendCode),
  ),
  'epcs-idme.enter-code': entry('epcs idme enter-code', () =>
    import('./epcs/idme-sign-in.js').then((m) => m.enterCode),
  ),
  'epcs-idme.use-recovery-code': entry('epcs idme use-recovery-code', () =>
    import('./epcs/idme-sign-in.js').then((m) => m.useRecoveryCode),
  ),
  'epcs-idme.answer-push': entry('epcs idme answer-push', () =>
    import('./epcs/idme-sign-in.js').then((m) => m.answerPush),
  ),
  'epcs-idme.after-push': entry('epcs idme after-push', () =>
    import('./epcs/idme-sign-in.js').then((m) => m.afterPush),
  ),
  'epcs-idme.forgot-password': entry('epcs idme forgot-password', () =>
    import('./epcs/idme-recovery.js').then((m) => m.forgotPassword),
  ),
  'epcs-idme.reset-password': entry('epcs idme reset-password', () =>
    import('./epcs/idme-recovery.js').then((m) => m.resetPassword),
  ),
  'epcs-idme.begin-mfa-recovery': entry('epcs idme begin-mfa-recovery', () =>
    import('./epcs/idme-recovery.js').then((m) => m.beginMfaRecovery),
  ),
  'epcs-idme.confirm-recovery-email': entry('epcs idme confirm-recovery-email', () =>
    import('./epcs/idme-recovery.js').then((m) => m.confirmRecoveryEmail),
  ),
  'epcs-idme.after-recovery-email': entry('epcs idme after-recovery-email', () =>
    import('./epcs/idme-recovery.js').then((m) => m.afterRecoveryEmail),
  ),
  'epcs-idme.verify-ownership': entry('epcs idme verify-ownership', () =>
    import('./epcs/idme-recovery.js').then((m) => m.verifyOwnership),
  ),
  'epcs-idme.methods': entry('epcs idme methods', () =>
    import('./epcs/idme-methods.js').then((m) => m.methods),
  ),
  'epcs-idme.begin-code-generator': entry('epcs idme begin-code-generator', () =>
    import('./epcs/idme-methods.js').then((m) => m.beginCodeGenerator),
  ),
  'epcs-idme.send-activation-link': entry('epcs idme send-activation-link', () =>
    import('./epcs/idme-methods.js').then((m) => m.sendActivationLink),
  ),
  'epcs-idme.open-activation-link': entry('epcs idme open-activation-link', () =>
    import('./epcs/idme-methods.js').then((m) => m.openActivationLink),
  ),
  'epcs-idme.confirm-code-generator': entry('epcs idme confirm-code-generator', () =>
    import('./epcs/idme-methods.js').then((m) => m.confirmCodeGenerator),
  ),
  'epcs-idme.add-push': entry('epcs idme add-push', () =>
    import('./epcs/idme-methods.js').then((m) => m.addPush),
  ),
  'epcs-idme.rename-method': entry('epcs idme rename-method', () =>
    import('./epcs/idme-methods.js').then((m) => m.renameMethod),
  ),
  'epcs-idme.delete-method': entry('epcs idme delete-method', () =>
    import('./epcs/idme-methods.js').then((m) => m.deleteMethod),
  ),
  'epcs-idme.generate-recovery-code': entry('epcs idme generate-recovery-code', () =>
    import('./epcs/idme-methods.js').then((m) => m.generateRecoveryCode),
  ),
  'epcs-idme.proofing': entry('epcs idme proofing', () =>
    import('./epcs/idme-proofing.js').then((m) => m.proofing),
  ),
  'epcs-idme.photo-identification': entry('epcs idme photo-identification', () =>
    import('./epcs/idme-proofing.js').then((m) => m.photoIdentification),
  ),
  'epcs-idme.photo-self': entry('epcs idme photo-self', () =>
    import('./epcs/idme-proofing.js').then((m) => m.photoSelf),
  ),
  'epcs-idme.credit-profile': entry('epcs idme credit-profile', () =>
    import('./epcs/idme-proofing.js').then((m) => m.creditProfile),
  ),
  'epcs-idme.social-security-number': entry('epcs idme social-security-number', () =>
    import('./epcs/idme-proofing.js').then((m) => m.socialSecurityNumber),
  ),
  'epcs-idme.confirm-information': entry('epcs idme confirm-information', () =>
    import('./epcs/idme-proofing.js').then((m) => m.confirmInformation),
  ),
  'epcs-idme.confirm-phone-link': entry('epcs idme confirm-phone-link', () =>
    import('./epcs/idme-proofing.js').then((m) => m.confirmPhoneLink),
  ),
  'epcs-idme.enter-npi': entry('epcs idme enter-npi', () =>
    import('./epcs/idme-proofing.js').then((m) => m.enterNpi),
  ),
  'epcs-idme.confirm-npi': entry('epcs idme confirm-npi', () =>
    import('./epcs/idme-proofing.js').then((m) => m.confirmNpi),
  ),
  'epcs-idme.consent-page': entry('epcs idme consent-page', () =>
    import('./epcs/idme-consent.js').then((m) => m.consentPage),
  ),
  'epcs-idme.answer-consent': entry('epcs idme answer-consent', () =>
    import('./epcs/idme-consent.js').then((m) => m.answerConsent),
  ),
  'epcs-idme.progress': entry('epcs idme progress', () =>
    import('./epcs/idme-sign-in.js').then((m) => m.progress),
  ),
  'epcs-idme.go-back': entry('epcs idme go-back', () =>
    import('./epcs/idme-sign-in.js').then((m) => m.goBack),
  ),
  'epcs-idme.rotate-key': entry('epcs idme rotate-key', () =>
    import('./epcs/idme-consent.js').then((m) => m.rotateKey),
  ),
  'epcs-idme.sign-out': entry('epcs idme sign-out', () =>
    import('./epcs/idme-sign-in.js').then((m) => m.signOut),
  ),
  'epcs-drchrono.create-account': entry('epcs drchrono create-account', () =>
    import('./epcs/drchrono.js').then((m) => m.createAccount),
  ),
  'epcs-drchrono.log-in': entry('epcs drchrono log-in', () =>
    import('./epcs/drchrono.js').then((m) => m.logIn),
  ),
  'epcs-drchrono.account': entry('epcs drchrono account', () =>
    import('./epcs/drchrono.js').then((m) => m.account),
  ),
  'epcs-drchrono.update-mfa-device': entry('epcs drchrono update-mfa-device', () =>
    import('./epcs/drchrono.js').then((m) => m.updateMfaDevice),
  ),
  'epcs-drchrono.confirm-identity': entry('epcs drchrono confirm-identity', () =>
    import('./epcs/drchrono.js').then((m) => m.confirmIdentity),
  ),
  'epcs-drchrono.approve': entry('epcs drchrono approve', () =>
    import('./epcs/drchrono.js').then((m) => m.approve),
  ),
  'epcs-drchrono.erx-info': entry('epcs drchrono erx-info', () =>
    import('./epcs/drchrono.js').then((m) => m.erxInfo),
  ),
  'epcs-drchrono.select-primary': entry('epcs drchrono select-primary', () =>
    import('./epcs/drchrono.js').then((m) => m.selectPrimary),
  ),
  'epcs-drchrono.delete-device': entry('epcs drchrono delete-device', () =>
    import('./epcs/drchrono.js').then((m) => m.deleteDevice),
  ),
  'epcs-drchrono.sign': entry('epcs drchrono sign', () => import('./epcs/drchrono.js').then((m) => m.sign)),
  'epcs-drchrono.log-out': entry('epcs drchrono log-out', () =>
    import('./epcs/drchrono.js').then((m) => m.logOut),
  ),
  'epcs-signing.draft': entry('epcs signing draft', () => import('./epcs/signing.js').then((m) => m.draft)),
  'epcs-signing.change': entry('epcs signing change', () =>
    import('./epcs/signing.js').then((m) => m.change),
  ),
  'epcs-signing.list': entry('epcs signing list', () => import('./epcs/signing.js').then((m) => m.list)),
  'epcs-signing.page': entry('epcs signing page', () => import('./epcs/signing.js').then((m) => m.page)),
  'epcs-signing.mark-ready': entry('epcs signing mark-ready', () =>
    import('./epcs/signing.js').then((m) => m.markReady),
  ),
  'epcs-signing.sign': entry('epcs signing sign', () => import('./epcs/signing.js').then((m) => m.sign)),
  'epcs-administration.enter-right': entry('epcs administration enter-right', () =>
    import('./epcs/administration.js').then((m) => m.enterRight),
  ),
  'epcs-administration.execute-right': entry('epcs administration execute-right', () =>
    import('./epcs/administration.js').then((m) => m.executeRight),
  ),
  'epcs-administration.revoke-right': entry('epcs administration revoke-right', () =>
    import('./epcs/administration.js').then((m) => m.revokeRight),
  ),
  'epcs-administration.list': entry('epcs administration list', () =>
    import('./epcs/administration.js').then((m) => m.list),
  ),
  'epcs-administration.right': entry('epcs administration right', () =>
    import('./epcs/administration.js').then((m) => m.right),
  ),
  'epcs-administration.resynchronize': entry('epcs administration resynchronize', () =>
    import('./epcs/administration.js').then((m) => m.resynchronize),
  ),
  'epcs-administration.unlock': entry('epcs administration unlock', () =>
    import('./epcs/administration.js').then((m) => m.unlock),
  ),
  'epcs-administration.report-lost': entry('epcs administration report-lost', () =>
    import('./epcs/administration.js').then((m) => m.reportLost),
  ),
  'epcs-administration.report-broken': entry('epcs administration report-broken', () =>
    import('./epcs/administration.js').then((m) => m.reportBroken),
  ),
  'epcs-administration.replace': entry('epcs administration replace', () =>
    import('./epcs/administration.js').then((m) => m.replace),
  ),
  'epcs-administration.set-dea-registration': entry('epcs administration set-dea-registration', () =>
    import('./epcs/administration.js').then((m) => m.setDeaRegistration),
  ),
  'epcs-administration.incidents': entry('epcs administration incidents', () =>
    import('./epcs/administration.js').then((m) => m.incidents),
  ),
} as const;

export type OperationName = keyof typeof operationTable;
export type OperationNamed<N extends OperationName> = Awaited<ReturnType<(typeof operationTable)[N]['load']>>;

export const operationNames = Object.keys(operationTable) as OperationName[];

/** The words of each operation on the command line, by its name. */
export const operationCommands: ReadonlyMap<string, OperationName> = new Map(
  operationNames.map((name) => [operationTable[name].command, name]),
);

export function loadOperation<N extends OperationName>(name: N): Promise<OperationNamed<N>> {
  return operationTable[name].load() as Promise<OperationNamed<N>>;
}

export const findOperation: FindOperation = async (name) =>
  Object.hasOwn(operationTable, name)
    ? ((await operationTable[name as OperationName].load()) as unknown as Operation)
    : undefined;

/** Every operation, without its types, for faces that are made in a loop. */
export async function allOperations(): Promise<readonly Operation[]> {
  return Promise.all(operationNames.map((name) => operationTable[name].load())) as unknown as Promise<
    readonly Operation[]
  >;
}
