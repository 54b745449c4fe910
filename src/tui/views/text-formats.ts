// Small pieces of text that several panels show the same way.
import type { Role } from '../cells/role.js';

export function offsetText(seconds: number): string {
  const size = Math.abs(seconds);
  const digits = size < 100 ? 2 : size < 10_000 ? 1 : 0;
  const shown = size.toFixed(digits);
  // Of what rounds to nothing there is no sign to tell.
  return `${Number(shown) === 0 ? '' : seconds < 0 ? '−' : '+'}${shown} s`;
}

export function ppmText(ppm: number): string {
  if (ppm <= -1e6) return 'stopped';
  return `${ppm < 0 ? '−' : '+'}${Math.abs(ppm).toFixed(2)} ppm`;
}

export function rateText(rate: number): string {
  return rate === 0 ? 'paused' : `×${rate}`;
}

/** `2026-01-01 00:00:12`, in UTC as everything on the bench. */
export function shortTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

export function shortModel(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

export function stateRole(state: string): Role {
  if (state === 'showing' || state === 'menu') return 'good';
  if (state === 'dead') return 'bad';
  if (state === 'notice') return 'warn';
  return state === 'awake' ? 'accent' : 'dim';
}

export function batteryRole(state: string): Role {
  return state === 'dead' ? 'bad' : state === 'low' ? 'warn' : 'text';
}

/** `█████░░░ 62 %`. */
export function shareBar(share: number, width: number): string {
  const room = Math.max(0, width);
  const full = Math.max(0, Math.min(room, Math.round(share * room)));
  return '█'.repeat(full) + '░'.repeat(room - full);
}

/** Breaks a sentence at blanks into lines of at most `width`. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line);
        line = '';
      }
      line = line === '' ? word : `${line} ${word}`;
      while (line.length > width) {
        lines.push(line.slice(0, width));
        line = line.slice(width);
      }
    }
    lines.push(line);
  }
  return lines;
}
