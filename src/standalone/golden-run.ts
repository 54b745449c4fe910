// One fixed life of every hard token: ten years, every fault, ageing, temperature, presses and holds, a new cell and the
// end of one. All of it into one hash, which must be the same on every Node and CPU.
import { catalogue, toFobModel } from '../../devices/index.js';
import {
  dayUs,
  Fob,
  FobError,
  type FobEvent,
  fobFaults,
  hourUs,
  namedProfile,
  profileNames,
  Random,
  renderPgm,
} from '../../firmware-sim/index.js';

export interface GoldenRun {
  hash: string;
  fobs: number;
  events: number;
  snapshots: number;
}

const startUs = 1_767_225_600_000_000;
const days = 3650;

/** SHA-256, as the place that the run is in has it. */
export interface GoldenHash {
  update(text: string): void;
  digest(): string;
}

export function goldenRun(hash: GoldenHash): GoldenRun {
  const count = { fobs: 0, events: 0, snapshots: 0 };
  for (const sheet of catalogue) {
    if (sheet.kind !== 'hard') continue;
    for (const type of sheet.otp.types.value)
      for (const algorithm of sheet.otp.algorithms.value)
        for (const digits of sheet.otp.digits.value) {
          const model = toFobModel(sheet, { type, algorithm, digits });
          const of = `${sheet.id} ${type} ${algorithm} ${digits}`;
          const fob = Fob.create({
            model,
            serial: sheet.serial.generate(Random.stream('golden', of)),
            secret: Random.stream('golden', `secret ${of}`).bytes(20 + count.fobs),
            seed: `golden ${of}`,
            timeUs: startUs,
          });
          hash.update(of);
          count.fobs++;
          live(fob, Random.stream('golden', `life ${of}`), (events, snapshot) => {
            hash.update(JSON.stringify(events));
            count.events += events.length;
            if (snapshot === undefined) return;
            hash.update(snapshot);
            count.snapshots++;
          });
        }
  }
  return { hash: hash.digest(), ...count };
}

type Take = (events: readonly FobEvent[], snapshot?: string) => void;

function live(fob: Fob, random: Random, take: Take): void {
  const faults = fobFaults.filter(({ name }) => name !== 'battery.dead');
  for (let day = 0; day < days; day += 5) {
    const now = startUs + day * dayUs + random.below(dayUs / 1000) * 1000;
    take(fob.advanceTo(now));
    take(random.below(4) === 0 ? fob.hold(now, 1 + random.below(9_000_000)) : fob.press(now));
    take(fob.advanceTo(now + 10_000_000), day % 50 === 0 ? pictureOf(fob, now + 10_000_000) : undefined);
    if (day % 40 === 0) {
      const fault = faults[(day / 40) % faults.length]!;
      const forUs = random.below(20 * 86_400) * 1_000_000 + 1;
      const setting = 'momentary' in fault ? {} : { forUs };
      take(unlessDead(() => fob.setFault(now + hourUs, fault.name, true, setting)));
    }
    if (day % 150 === 0)
      take(
        fob.setTemperature(
          now + hourUs,
          namedProfile(profileNames[(day / 150) % profileNames.length]!, now + dayUs),
        ),
      );
    if (day === 1200) take(fob.age(now + hourUs, 200 * dayUs));
    if (day === 2000) take(unlessDead(() => fob.setDrift(now + hourUs, 20)));
    if (day === 2200) take(unlessDead(() => fob.setDrift(now + hourUs, null)));
    if (day === 2400) take(unlessDead(() => fob.setOffset(now + hourUs, -90_000_000)));
    if (day === 2500) take(fob.reset(now + hourUs));
    if (day === 2600) take(unlessRefused(() => fob.replaceCell(now + hourUs, 5_000_000)));
  }
  const end = startUs + days * dayUs;
  take(unlessRefused(() => fob.setBatteryPercent(end, 9)));
  for (const seconds of [0, 1, 60]) take(fob.press(end + seconds * 1e6), pictureOf(fob, end + seconds * 1e6));
  take(unlessRefused(() => fob.replaceCell(end + 100e6, 300_000_000)));
  take(fob.advanceTo(end + 500e6), pictureOf(fob, end + 500e6));
  take(fob.setFault(end + 600e6, 'battery.dead', true), pictureOf(fob, end + 600e6));
}

/** A dead fob refuses a charge, a card a new cell. */
function unlessRefused(change: () => readonly FobEvent[]): readonly FobEvent[] {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof FobError)) throw error;
    return [];
  }
}

/** A dead fob refuses what needs a clock. */
function unlessDead(change: () => readonly FobEvent[]): readonly FobEvent[] {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof FobError) || error.code !== 'dead') throw error;
    return [];
  }
}

function pictureOf(fob: Fob, timeUs: number): string {
  const view = fob.view(timeUs);
  return JSON.stringify([
    fob.snapshot(),
    fob.clock(timeUs),
    fob.battery(timeUs),
    fob.celsius(timeUs),
    fob.nextWakeUs() ?? null,
    view.text,
    base64(renderPgm(view.frame)),
  ]);
}

const alphabet = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const ascii = new TextDecoder();

/** RFC 4648 §4. In Node btoa() alone takes a quarter of the run. */
function base64(bytes: Uint8Array): string {
  const characters = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill(0x3d);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const first = bytes[from]!;
    const second = bytes[from + 1];
    const third = bytes[from + 2];
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    characters[to] = alphabet[bits >> 18]!;
    characters[to + 1] = alphabet[(bits >> 12) & 63]!;
    if (second !== undefined) characters[to + 2] = alphabet[(bits >> 6) & 63]!;
    if (third !== undefined) characters[to + 3] = alphabet[bits & 63]!;
  }
  return ascii.decode(characters);
}
