// The one table of operations: every face is made from it.

import {
  ActivatedApp,
  activatedSchema,
  PhoneFob,
  PushFob,
  phoneSchema,
  pushSchema,
  UsbKeyFob,
  usbKeySchema,
} from '../../firmware-sim/fob-kinds.js';
import { fobKinds } from '../bench/index.js';
import { activationImage } from './activation/image.js';
import { activationScan } from './activation/scan.js';
import { checkpointAudit, listAudit, verifyAudit } from './audit/audit.js';
import { fobIndex } from './bench/fob-index.js';
import { overview } from './bench/overview.js';
import { restore } from './bench/restore.js';
import { benchOperations } from './bench-table.js';
import { backupCodes } from './credential/backup-codes.js';
import { enroll } from './credential/enroll.js';
import { listCredentials } from './credential/list-credentials.js';
import {
  deleteCredential,
  disable,
  enable,
  expire,
  lost,
  replace,
  resetDrift,
  setCounter,
  setPolicy,
  showCredential,
  unlock,
} from './credential/operators.js';
import { resync } from './credential/resync.js';
import { verify } from './credential/verify.js';
import { credentialWindow } from './credential/window.js';
import { listPlugged } from './device/list.js';
import { observe } from './device/observe.js';
import { passport } from './device/passport.js';
import { passports } from './device/passports.js';
import { readPlugged } from './device/read.js';
import { add } from './fob/add.js';
import { course } from './fob/course.js';
import { faults } from './fob/faults.js';
import { otpauth } from './fob/otpauth.js';
import { links, plug, unplug } from './link/plug.js';
import { closePort, openPort } from './link/ports.js';
import { serve } from './link/serve.js';
import { traffic } from './link/traffic.js';
import { models } from './model/models.js';
import type { Operation } from './operation.js';
import { phoneList } from './phone/list.js';
import { phoneReceive } from './phone/receive.js';
import { listPolicies, showPolicy } from './policy/policies.js';
import { pushAnswer } from './push/answer.js';
import { pushAsk } from './push/ask.js';
import { pushList } from './push/list.js';
import { addFrom } from './seed-file/add-from.js';
import { exportSeeds } from './seed-file/export.js';
import { importSeeds } from './seed-file/import.js';
import { checkTarget, listTargets } from './target/targets.js';

export const operations = [
  ...benchOperations,
  restore,
  add,
  overview,
  fobIndex,
  course,
  faults,
  models,
  enroll,
  verify,
  resync,
  listCredentials,
  showCredential,
  credentialWindow,
  enable,
  disable,
  lost,
  expire,
  deleteCredential,
  replace,
  unlock,
  resetDrift,
  setCounter,
  setPolicy,
  backupCodes,
  listPolicies,
  showPolicy,
  listAudit,
  verifyAudit,
  checkpointAudit,
  importSeeds,
  exportSeeds,
  addFrom,
  listPlugged,
  readPlugged,
  observe,
  passport,
  passports,
  serve,
  links,
  openPort,
  closePort,
  traffic,
  plug,
  unplug,
  pushAsk,
  pushAnswer,
  pushList,
  phoneReceive,
  phoneList,
  activationImage,
  activationScan,
  otpauth,
  listTargets,
  checkTarget,
] as const;

fobKinds.set(pushSchema, (snapshot) => PushFob.restore(snapshot));
fobKinds.set(phoneSchema, (snapshot) => PhoneFob.restore(snapshot));
fobKinds.set(activatedSchema, (snapshot) => ActivatedApp.restore(snapshot));
fobKinds.set(usbKeySchema, (snapshot) => UsbKeyFob.restore(snapshot));

export type AnyOperation = (typeof operations)[number];
export type OperationName = AnyOperation['name'];
export type OperationNamed<N extends OperationName> = Extract<AnyOperation, { name: N }>;

/** The operations without their types, for faces that are made in a loop. */
export const operationTable = operations as unknown as readonly Operation[];

export function findOperation(name: string): Operation | undefined {
  return operationTable.find((operation) => operation.name === name);
}
