// Pictures of QR codes for tests: straight as a screenshot, or turned, uneven and noisy as a photo.
import { PNG } from 'pngjs';
import { encode } from 'uqr';

export interface Photo {
  /** Pixels of a module; 6 where left out. */
  readonly scale?: number;
  /** Counterclockwise. */
  readonly degrees?: number;
  /** Of 255, at most so much is added to or taken from each pixel. */
  readonly noise?: number;
  /** How much darker the right edge is than the left one, 0 to 1. */
  readonly shade?: number;
  /** The light modules are see-through. */
  readonly transparent?: boolean;
}

export function qrPicture(text: string, photo: Photo = {}): Uint8Array {
  const { scale = 6, degrees = 0, noise = 0, shade = 0, transparent = false } = photo;
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const side = Math.ceil(size * scale * (degrees === 0 ? 1 : 1.5));
  const png = new PNG({ width: side, height: side });
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  let state = 1;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [dx, dy] = [(x + 0.5 - side / 2) / scale, (y + 0.5 - side / 2) / scale];
      const column = Math.floor(dx * cos - dy * sin + size / 2);
      const row = Math.floor(dx * sin + dy * cos + size / 2);
      const dark = data[row]?.[column] === true;
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const grain = noise * (state / 2 ** 31 - 1);
      const light = (dark ? 40 : 235) * (1 - (shade * x) / side) + grain;
      const at = 4 * (y * side + x);
      png.data.fill(Math.max(0, Math.min(255, Math.round(light))), at, at + 3);
      png.data[at + 3] = transparent && !dark ? 0 : 255;
    }
  return new Uint8Array(PNG.sync.write(png));
}
