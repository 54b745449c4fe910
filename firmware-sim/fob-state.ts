// The state of a fob as data, and the state in which it leaves the factory.
import { type BatteryState, freshBattery } from './battery.js';
import type { ButtonHoldState } from './button-hold.js';
import { type CrystalState, cutCrystal } from './crystal.js';
import { type ActiveFault, unsupported } from './faults.js';
import { bootState, type FirmwareState } from './firmware.js';
import type { FobModel } from './model.js';
import { Random, type RandomState } from './random.js';
import type { RtcState } from './rtc.js';
import { FobStorage, type StorageSnapshot } from './storage/index.js';

export interface FobOptions {
  model: FobModel;
  serial: string;
  secret: Uint8Array;
  /** The seed of all random draws for this fob. */
  seed: string;
  timeUs: number;
  counter?: number;
  /** The net rate, in place of the one that temperature and ageing give. */
  driftPpm?: number;
  /** The crystal's own tolerance, in place of the draw. */
  tolerancePpm?: number;
  celsius?: number;
}

/** The changing state of a fob as JSON, without its seed. */
export interface FobStateRecord extends ButtonHoldState {
  livedAheadUs: number;
  crystal: CrystalState;
  rtc: RtcState;
  battery: BatteryState;
  firmware: FirmwareState;
  faults: ActiveFault[];
  buttonRandom: RandomState;
  storageRandom: RandomState;
  storage: Omit<StorageSnapshot, 'vault'>;
}

/** A complete fob: its state, and its memory with the random source of that. */
export interface FobParticulars {
  serial: string;
  model: FobModel;
  storage: FobStorage;
  storageRandom: Random;
  state: FobStateRecord;
}

/** Sets the clock to true time and draws the parts from the seed. @throws FobError for a part that the model does not have. */
export function factoryState(options: FobOptions): FobParticulars {
  const { model, serial, seed, timeUs } = options;
  if (model.soft && (options.driftPpm !== undefined || options.tolerancePpm !== undefined))
    throw unsupported(model, 'crystal');
  const crystal: CrystalState = {
    cut: cutCrystal(model.crystal, Random.stream(seed, 'crystal'), options.tolerancePpm),
    anchorUs: timeUs,
    offsetUs: 0,
    ageUs: 0,
    profile: { kind: 'constant', celsius: options.celsius ?? 25 },
    fixedPpm: model.soft ? 0 : (options.driftPpm ?? null),
    faultPpm: 0,
    stopped: false,
  };
  const storageRandom = Random.stream(seed, 'storage');
  const storage = FobStorage.provision(
    { seed: options.secret, otp: model.otp },
    options.counter ?? 0,
    storageRandom,
  );
  const state: FobStateRecord = {
    livedAheadUs: 0,
    crystal,
    rtc: { adjustUs: 0, haltedAtUs: null },
    battery: freshBattery(timeUs),
    firmware: bootState(),
    faults: [],
    releaseAtUs: null,
    buttonRandom: Random.stream(seed, 'button').state(),
    storageRandom: storageRandom.state(),
    storage: memoryState(storage.snapshot()),
  };
  return { serial, model, storage, storageRandom, state };
}

export function memoryState({ vault: _, ...rest }: StorageSnapshot): Omit<StorageSnapshot, 'vault'> {
  return rest;
}
