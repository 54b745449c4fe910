// The contact under the button, a dome over a carbon pad. It bounces, and the firmware's debounce turns its edges into
// presses.
import type { ButtonModel } from './model.js';
import type { Random } from './random.js';

/** A contact edge; its time is in µs after the finger touched. */
export interface ContactEdge {
  atUs: number;
  closed: boolean;
}

/** How long the contact stays closed in a tap, after it has settled. */
const tapUs = 120_000;

/** The edges of one tap: the finger comes down and lifts at once. */
export function tapEdges(model: ButtonModel, random: Random, worn: boolean): ContactEdge[] {
  const edges = touchEdges(model, random, worn);
  edges.push({ atUs: edges[edges.length - 1]!.atUs + tapUs, closed: false });
  return edges;
}

/**
 * The edges of a finger that comes down and stays. The contact of a healthy button chatters for at most `bounceUs`. A worn
 * one (`button.bounce`) opens again for longer than the debounce time, which the firmware takes for another press.
 */
export function touchEdges(model: ButtonModel, random: Random, worn: boolean): ContactEdge[] {
  const edges: ContactEdge[] = [{ atUs: 0, closed: true }];
  let at = 0;
  // A touch screen has no contact that could chatter.
  const chatter = model.bounceUs === 0 ? 0 : 1 + random.below(3);
  const longestUs = Math.floor(model.bounceUs / 8);
  for (let i = 0; i < chatter; i++) {
    at += 1 + random.below(longestUs);
    edges.push({ atUs: at, closed: false });
    at += 1 + random.below(longestUs);
    edges.push({ atUs: at, closed: true });
  }
  if (worn) {
    at += model.debounceUs + 1 + random.below(20_000);
    edges.push({ atUs: at, closed: false });
    at += model.debounceUs + 1 + random.below(20_000);
    edges.push({ atUs: at, closed: true });
  }
  return edges;
}

/** How many presses the firmware sees in the edges. A level counts after it has been stable for `debounceUs`. */
export function debouncedPresses(model: ButtonModel, edges: readonly ContactEdge[]): number {
  let presses = 0;
  let level = false;
  for (let i = 0; i < edges.length; i++) {
    const edge = edges[i]!;
    const next = edges[i + 1];
    const stable = next === undefined || next.atUs - edge.atUs >= model.debounceUs;
    if (!stable || edge.closed === level) continue;
    level = edge.closed;
    if (level) presses++;
  }
  return presses;
}
