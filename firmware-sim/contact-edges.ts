// The contact under the button: a dome over a carbon pad that bounces, and the firmware's debounce that makes presses of
// its edges.
import type { ButtonModel } from './model.js';
import type { Random } from './random.js';

/** A contact edge, µs after the finger touched. */
export interface ContactEdge {
  atUs: number;
  closed: boolean;
}

/** A finger's tap: how long the contact stays closed once it has settled. */
const tapUs = 120_000;

/** The edges of one tap: a finger that comes down and lifts at once. */
export function tapEdges(model: ButtonModel, random: Random, worn: boolean): ContactEdge[] {
  const edges = touchEdges(model, random, worn);
  edges.push({ atUs: edges[edges.length - 1]!.atUs + tapUs, closed: false });
  return edges;
}

/**
 * The edges of a finger that comes down and stays. A healthy button chatters for at most `bounceUs` on the way; a worn
 * one (`button.bounce`) lifts again for longer than the debounce time, which the firmware can only take for another press.
 */
export function touchEdges(model: ButtonModel, random: Random, worn: boolean): ContactEdge[] {
  const edges: ContactEdge[] = [{ atUs: 0, closed: true }];
  let at = 0;
  // Glass that is touched has no contacts to chatter.
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

/** How many presses the firmware sees in the edges: a level counts once it has been stable for `debounceUs`. */
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
