// Times and steps: T = floor((time − T0) / X), RFC 6238 §4.2.
import type { CredentialFacts } from '../stores/store.js';

const second = 1_000_000;

/** The step of a time; negative before T0. */
export function stepAt(facts: CredentialFacts, timeUs: number): number {
  return Math.floor((timeUs - facts.t0Seconds * second) / (facts.stepSeconds * second));
}

/** "10 min 30 s": a duration for a person. */
export function durationText(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).slice(0, 2);
  return shown.length === 0 ? '0 s' : shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

export function secondsToUs(seconds: number): number {
  return seconds * second;
}
