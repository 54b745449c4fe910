// Pictures of the end of a model's battery: wears down a fob of the model, presses it, changes its cell, and draws its LCD.
import { Fob, renderBox } from '../firmware-sim/index.js';
import type { HardDatasheet } from './datasheet.js';
import { toFobModel } from './fob-model.js';

export interface EndPicture {
  caption: string;
  /** Three rows of box-drawing characters. */
  rows: string[];
}

const startUs = 1_767_225_600_000_000;
const secondUs = 1_000_000;

export function batteryEndPictures(sheet: HardDatasheet): EndPicture[] {
  const fob = Fob.create({
    model: toFobModel(sheet),
    serial: sheet.serial.example.typed,
    secret: new Uint8Array(20).fill(1),
    seed: 'end',
    timeUs: startUs,
  });
  const { garbledUs, notice, wipedText, cellReplaceable, noticeStays } = fob.model.batteryEnd!;
  const pictures: EndPicture[] = [];
  let now = startUs;
  const look = (caption: string): void => {
    pictures.push({ caption, rows: renderBox(fob.view(now).frame) });
  };
  const wait = (us: number): void => {
    now += us;
    fob.advanceTo(now);
  };
  const change = (withoutUs: number): void => {
    fob.replaceCell(now, withoutUs);
    wait(withoutUs);
  };
  fob.setBatteryPercent(now, 9);
  fob.press(now);
  if (garbledUs > 0) look('Switched on with a cell at its end');
  wait(garbledUs);
  look(
    `${garbledUs > 0 ? 'Then' : 'Switched on with a cell at its end'}, “${notice}”${noticeStays ? ', for good' : ''}`,
  );
  if (!cellReplaceable) return pictures;
  change(5 * secondUs);
  fob.press(now);
  wait(garbledUs);
  look('After a new cell within five seconds');
  change(300 * secondUs);
  if (wipedText !== '') look('After five minutes without a cell, for good');
  return pictures;
}
