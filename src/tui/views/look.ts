// Small pieces of text that several panels show the same way.
import type { Role } from '../cells/role.js';
import type { LabState } from '../state/state.js';

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

export interface OffsetWindow {
  /** Half its width. */
  seconds: number;
  /** Its middle: what the verifier has learned of the fob's clock. */
  around: number;
  name: string;
}

/** The window that a fob's offset is held against, and whose it is: the credential's, or what RFC 6238 recommends. */
export function windowOf(state: LabState, serial: string): OffsetWindow {
  const { credentials } = state.verification;
  const credential =
    typeof credentials === 'object' ? credentials.find(({ id }) => id === serial) : undefined;
  if (credential?.window !== undefined && credential.kind === 'totp') {
    const { stepSeconds, driftSteps, policy } = credential;
    const half = Math.max(credential.window.to - driftSteps, 0);
    return { seconds: half * stepSeconds, around: driftSteps * stepSeconds, name: policy };
  }
  const period = state.fob.detail?.serial === serial ? (state.fob.detail.otp?.periodSeconds ?? 30) : 30;
  return { seconds: period, around: 0, name: 'RFC 6238 §5.2' };
}

/** Where no clock runs, nothing is outside. */
export function isOutside(offsetSeconds: number | null, { seconds, around }: OffsetWindow): boolean {
  return offsetSeconds !== null && Math.abs(offsetSeconds - around) > seconds;
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
