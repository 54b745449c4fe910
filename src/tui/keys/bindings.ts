// From a key to what it does in a panel.
import type { Action } from '../state/action.js';
import type { Panel } from '../state/state.js';
import { type KeyEntry, type KeySection, keyTable } from './key-table.js';

/** What is closer to the panel goes first, so that a panel may give a key another meaning. */
export function actionOf(key: string, panel: Panel): Action | undefined {
  for (const section of sectionsOf(panel))
    for (const entry of section.entries) if (entry.keys.includes(key)) return entry.action;
  return undefined;
}

/** The entries that the bar at the bottom names, the panel's own first. */
export function barEntries(panel: Panel): readonly KeyEntry[] {
  return sectionsOf(panel).flatMap((section) => section.entries.filter(({ short }) => short !== undefined));
}

export function sectionsOf(panel: Panel): readonly KeySection[] {
  const own = keyTable.filter((section) => section.panel === panel);
  const shared = keyTable.filter((section) => Array.isArray(section.panel) && section.panel.includes(panel));
  const everywhere = keyTable.filter((section) => section.panel === undefined);
  return [...own, ...shared, ...everywhere];
}

export function shownKey(entry: KeyEntry): string {
  return entry.shown ?? entry.keys[0]!;
}
