// The arrows between the rooms of the tree: the table in docs/architecture.md against the imports.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Rooms inside a room, with arrows of their own. */
const innerRooms = ['firmware-sim/wire', 'src/verification/kernel'];

/** Every room that the tree has. */
export function roomsOf(root) {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return ['firmware-sim', 'devices', ...innerRooms, ...folders.map(({ name }) => `src/${name}`)].sort();
}

/** Reads the rows `| room | the rooms that it imports |`. @returns a map from each room to a set of rooms */
export function arrowsIn(page) {
  const arrows = new Map();
  for (const [, room, imports] of page.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm))
    arrows.set(room, new Set([...imports.matchAll(/`([^`]+)`/g)].map(([, name]) => name)));
  return arrows;
}

/**
 * Tests may import anything, so they are left out.
 * @returns one sentence for each import, room or row that does not fit the others
 */
export function arrowProblems(graph, rooms, arrows) {
  const problems = [];
  const taken = new Set();
  for (const room of rooms)
    if (!arrows.has(room)) problems.push(`${room} has no row in docs/architecture.md`);
  for (const room of arrows.keys())
    if (!rooms.includes(room))
      problems.push(`docs/architecture.md has a row for ${room}, which is not there`);
  for (const [file, imports] of graph) {
    const from = roomOf(file);
    if (from === undefined || /\.test\.tsx?$/.test(file)) continue;
    for (const imported of imports) {
      const to = roomOf(imported);
      if (to === from) continue;
      taken.add(`${from} ${to}`);
      if (to === undefined || !arrows.get(from)?.has(to))
        problems.push(
          `${file} imports ${imported}: docs/architecture.md has no arrow ${from} → ${to ?? 'outside'}`,
        );
    }
  }
  for (const [from, targets] of arrows)
    for (const to of targets)
      if (!taken.has(`${from} ${to}`))
        problems.push(`docs/architecture.md has an arrow ${from} → ${to}, which no import takes: remove it`);
  return problems;
}

/** The room of a file; undefined outside of all rooms. */
export function roomOf(file) {
  const inner = innerRooms.find((room) => file.startsWith(`${room}/`));
  if (inner !== undefined) return inner;
  return /^(?:src\/[^/]+|firmware-sim|devices)(?=\/)/.exec(file)?.[0];
}
