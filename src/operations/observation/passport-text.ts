// What observations say, in the few lines that a person at the bench reads.
import type { Findings } from '../../contract/results/passport.js';
import { type Interval, readingsText } from '../../observations/index.js';
import { signed } from './reading-text.js';

/** What all readings together say. */
export function findingLines({ clock, counter, withoutSeed, notes }: Omit<Findings, 'seedFrom'>): string[] {
  return [
    ...(clock ? clockLines(clock) : []),
    ...(counter === null
      ? []
      : [
          `counter   ${counter.counter}, ${aheadText(counter.ahead)} (a code of another fob would be found ${oddsText(counter.chance)})`,
        ]),
    ...(withoutSeed
      ? [
          ...withoutSeed.known.map((text) => `known     ${text}`),
          ...withoutSeed.unknown.map((text) => `unknown   ${text}`),
          ...withoutSeed.wouldTell.map((text) => `to know   ${text}`),
        ]
      : []),
    ...notes.map((text) => `note      ${text}`),
  ];
}

function clockLines(clock: NonNullable<Findings['clock']>): string[] {
  const percent = `${Math.round(clock.confidence * 100)} %`;
  const { offsetSeconds, driftPpm, window, referenceAt } = clock;
  return [
    `offset    ${interval(offsetSeconds, 's')} at ${referenceAt} (${percent}; ${readingsText(clock.readings)}; negative is behind)`,
    ...(driftPpm === null ? [] : [`drift     ${interval(driftPpm, 'ppm')} (${percent})`]),
    ...(window === null ? [] : [`window    ${windowText(window)}`]),
  ];
}

function windowText(window: NonNullable<NonNullable<Findings['clock']>['window']>): string {
  const { policy, status, earliestAt, likelyAt, latestAt } = window;
  if (status === 'outside') return `outside that of ${policy} already`;
  if (status === 'unknown') return `inside that of ${policy}; until when is not known before the drift is`;
  if (status === 'stays') return `stays inside that of ${policy} for twenty years`;
  return `leaves that of ${policy} about ${likelyAt}, ${earliestAt} at the earliest, ${latestAt ?? 'perhaps never'} at the latest, if nobody uses it`;
}

function interval({ low, median, high }: Interval, unit: string): string {
  return `${signed(median)} ${unit}, ${signed(low)} to ${signed(high)} ${unit}`;
}

function aheadText(ahead: number): string {
  return ahead < 0 ? `${-ahead} behind the verifier` : `${ahead} ahead of the verifier`;
}

function oddsText(chance: number): string {
  return chance === 0 ? 'never' : `once in ${Math.round(1 / chance).toLocaleString('en-US')}`;
}
