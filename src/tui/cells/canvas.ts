// A rectangle of cells that views write on. A view gets a part of it with coordinates of its own, and cannot write
// outside of that part. What can be clicked is noted on the way.
import { columnsOf } from './character-width.js';
import type { Role } from './role.js';

export interface Cell {
  /** One character; '' in the second column of a wide one. */
  character: string;
  role: Role;
  selected: boolean;
}

export interface Hit<Action> {
  left: number;
  top: number;
  width: number;
  height: number;
  action: Action;
}

export interface Size {
  width: number;
  height: number;
}

export class Canvas<Action = unknown> implements Size {
  readonly width: number;
  readonly height: number;
  readonly #cells: Cell[][];
  readonly #hits: Hit<Action>[];
  readonly #left: number;
  readonly #top: number;

  constructor(size: Size, within?: { cells: Cell[][]; hits: Hit<Action>[]; left: number; top: number }) {
    this.width = Math.max(0, size.width);
    this.height = Math.max(0, size.height);
    this.#cells = within?.cells ?? blankCells(size);
    this.#hits = within?.hits ?? [];
    this.#left = within?.left ?? 0;
    this.#top = within?.top ?? 0;
  }

  get cells(): readonly (readonly Cell[])[] {
    return this.#cells;
  }

  /** The topmost thing to click at a cell of the whole screen. */
  hitAt(x: number, y: number): Action | undefined {
    for (let i = this.#hits.length - 1; i >= 0; i--) {
      const hit = this.#hits[i]!;
      if (x >= hit.left && x < hit.left + hit.width && y >= hit.top && y < hit.top + hit.height)
        return hit.action;
    }
    return undefined;
  }

  /** A part with coordinates of its own, cut to what this part has. */
  part(left: number, top: number, width: number, height: number): Canvas<Action> {
    const inside = {
      width: Math.min(width, this.width - left),
      height: Math.min(height, this.height - top),
    };
    return new Canvas<Action>(inside, {
      cells: this.#cells,
      hits: this.#hits,
      left: this.#left + left,
      top: this.#top + top,
    });
  }

  /** Writes text from (x, y); returns the column after it. */
  put(x: number, y: number, text: string, role: Role = 'text'): number {
    let column = x;
    for (const { character, width } of columnsOf(text)) {
      if (width === 2 && column + 1 >= this.width) break;
      this.#set(column, y, character, role);
      if (width === 2) this.#set(column + 1, y, '', role);
      column += width;
    }
    return column;
  }

  /** Runs of differently meant text, one after the other. */
  putRuns(x: number, y: number, runs: readonly (readonly [text: string, role: Role])[]): number {
    let column = x;
    for (const [text, role] of runs) column = this.put(column, y, text, role);
    return column;
  }

  fill(character = ' ', role: Role = 'text'): void {
    for (let y = 0; y < this.height; y++)
      for (let x = 0; x < this.width; x++) this.#set(x, y, character, role);
  }

  /** Shows the cells of a row as selected. */
  select(y: number, x = 0, width = this.width): void {
    for (let column = x; column < x + width; column++) {
      const cell = this.#at(column, y);
      if (cell !== undefined) cell.selected = true;
    }
  }

  click(action: Action, x = 0, y = 0, width = this.width, height = this.height): void {
    this.#hits.push({ left: this.#left + x, top: this.#top + y, width, height, action });
  }

  #set(x: number, y: number, character: string, role: Role): void {
    const cell = this.#at(x, y);
    if (cell === undefined) return;
    cell.character = character;
    cell.role = role;
    // What is drawn over a selected row does not shine through.
    cell.selected = false;
  }

  #at(x: number, y: number): Cell | undefined {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return undefined;
    return this.#cells[this.#top + y]?.[this.#left + x];
  }
}

function blankCells({ width, height }: Size): Cell[][] {
  return Array.from({ length: height }, () =>
    Array.from({ length: width }, () => ({ character: ' ', role: 'text' as Role, selected: false })),
  );
}
