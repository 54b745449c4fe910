// Mouse reports in the SGR encoding (xterm control sequences, "Extended coordinates"), out of whatever came in one read:
// over ssh a press and its release often arrive together, and none of them may be lost.
import type { MouseInput } from './terminal-screen.js';

export class MouseReports {
  #rest = '';

  feed(text: string): MouseInput[] {
    const input = this.#rest + text;
    const reports: MouseInput[] = [];
    let end = 0;
    for (const match of input.matchAll(/\u001b\[<(\d{1,4});(\d{1,5});(\d{1,5})([Mm])/g)) {
      const [whole, button, column, row, final] = match;
      end = match.index + whole.length;
      const kind = kindOf(Number(button), final === 'M');
      if (kind !== undefined) reports.push({ kind, x: Number(column) - 1, y: Number(row) - 1 });
    }
    // A report that is not whole yet is the beginning of the next read.
    this.#rest = /\u001b(\[(<[\d;]{0,16})?)?$/.exec(input.slice(end))?.[0] ?? '';
    return reports;
  }
}

/** Bits 2 to 4 are shift, meta and control; bit 5 motion; bit 6 the wheel. */
function kindOf(button: number, pressed: boolean): MouseInput['kind'] | undefined {
  if ((button & 64) !== 0)
    return (button & 3) === 0 ? 'wheel-up' : (button & 3) === 1 ? 'wheel-down' : undefined;
  if ((button & 32) !== 0 || (button & 3) !== 0) return undefined;
  return pressed ? 'down' : 'up';
}
