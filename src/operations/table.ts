// The table of operations that every face is made from. It holds names and command words; an operation loads when it is
// asked for, so that a command that presses a button loads the press alone.
import type { FindOperation, Operation } from '../host/operation.js';

interface Entry<O> {
  readonly command: string;
  load(): Promise<O>;
}

function entry<O>(command: string, load: () => Promise<O>): Entry<O> {
  return { command, load };
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
  'bench.snapshot': entry('snapshot', () => import('./bench/snapshot.js').then((m) => m.snapshot)),
  'bench.restore': entry('restore', () => import('./bench/restore.js').then((m) => m.restore)),
  'fob.add': entry('add', () => import('./fob/add.js').then((m) => m.add)),
  'bench.overview': entry('overview', () => import('./bench/overview.js').then((m) => m.overview)),
  'bench.index': entry('index', () => import('./bench/fob-index.js').then((m) => m.fobIndex)),
  'fob.course': entry('course', () => import('./fob/course.js').then((m) => m.course)),
  'fob.faults': entry('faults', () => import('./fob/faults.js').then((m) => m.faults)),
  'model.list': entry('models', () => import('./model/models.js').then((m) => m.models)),
  'model.derive': entry('models derive', () => import('./model/derive.js').then((m) => m.deriveModel)),
  'credential.enroll': entry('enroll', () => import('./credential/enroll.js').then((m) => m.enroll)),
  'credential.verify': entry('verify', () => import('./credential/verify.js').then((m) => m.verify)),
  'credential.resync': entry('resync', () => import('./credential/resync.js').then((m) => m.resync)),
  'credential.list': entry('credential list', () =>
    import('./credential/list-credentials.js').then((m) => m.listCredentials),
  ),
  'credential.show': entry('credential show', () =>
    import('./credential/operators.js').then((m) => m.showCredential),
  ),
  'credential.window': entry('credential window', () =>
    import('./credential/window.js').then((m) => m.credentialWindow),
  ),
  'credential.enable': entry('credential enable', () =>
    import('./credential/operators.js').then((m) => m.enable),
  ),
  'credential.disable': entry('credential disable', () =>
    import('./credential/operators.js').then((m) => m.disable),
  ),
  'credential.lost': entry('credential lost', () => import('./credential/operators.js').then((m) => m.lost)),
  'credential.expire': entry('credential expire', () =>
    import('./credential/operators.js').then((m) => m.expire),
  ),
  'credential.delete': entry('credential delete', () =>
    import('./credential/operators.js').then((m) => m.deleteCredential),
  ),
  'credential.replace': entry('credential replace', () =>
    import('./credential/operators.js').then((m) => m.replace),
  ),
  'credential.unlock': entry('credential unlock', () =>
    import('./credential/operators.js').then((m) => m.unlock),
  ),
  'credential.reset-drift': entry('credential reset-drift', () =>
    import('./credential/operators.js').then((m) => m.resetDrift),
  ),
  'credential.set-counter': entry('credential set-counter', () =>
    import('./credential/operators.js').then((m) => m.setCounter),
  ),
  'credential.set-policy': entry('credential set-policy', () =>
    import('./credential/operators.js').then((m) => m.setPolicy),
  ),
  'credential.backup-codes': entry('backup-codes', () =>
    import('./credential/backup-codes.js').then((m) => m.backupCodes),
  ),
  'policy.list': entry('policy list', () => import('./policy/policies.js').then((m) => m.listPolicies)),
  'policy.show': entry('policy show', () => import('./policy/policies.js').then((m) => m.showPolicy)),
  'audit.list': entry('audit list', () => import('./audit/audit.js').then((m) => m.listAudit)),
  'audit.verify': entry('audit verify', () => import('./audit/audit.js').then((m) => m.verifyAudit)),
  'audit.checkpoint': entry('audit checkpoint', () =>
    import('./audit/audit.js').then((m) => m.checkpointAudit),
  ),
  'seed-file.import': entry('import', () => import('./seed-file/import.js').then((m) => m.importSeeds)),
  'seed-file.export': entry('export', () => import('./seed-file/export.js').then((m) => m.exportSeeds)),
  'fob.add-from': entry('add-from', () => import('./seed-file/add-from.js').then((m) => m.addFrom)),
  'device.list': entry('devices', () => import('./device/list.js').then((m) => m.listPlugged)),
  'device.read': entry('read', () => import('./device/read.js').then((m) => m.readPlugged)),
  'device.observe': entry('observe', () => import('./observation/observe.js').then((m) => m.observe)),
  'device.passport': entry('passport', () => import('./observation/passport.js').then((m) => m.passport)),
  'device.passports': entry('passports', () => import('./observation/passports.js').then((m) => m.passports)),
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
  'target.list': entry('target list', () => import('./target/targets.js').then((m) => m.listTargets)),
  'target.check': entry('target check', () => import('./target/targets.js').then((m) => m.checkTarget)),
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
