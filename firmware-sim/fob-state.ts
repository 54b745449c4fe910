// What a fob is at one moment, as data, and how it leaves the factory.
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
  /** Everything that is drawn for this fob comes from this. */
  seed: string;
  timeUs: number;
  counter?: number;
  /** The net rate outright. */
  driftPpm?: number;
  /** The crystal's own tolerance, in place of the draw. */
  tolerancePpm?: number;
  celsius?: number;
}

/** The part of a fob that changes, as JSON: no seed in it. */
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

/** One fob, whole: its state as data, and its memory with the draws of that. */
export interface FobParticulars {
  serial: string;
  model: FobModel;
  storage: FobStorage;
  storageRandom: Random;
  state: FobStateRecord;
}

/** The clock set to true time, the parts drawn from the seed. @throws FobError for a part that the model has not. */
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
