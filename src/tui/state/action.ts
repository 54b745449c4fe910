// What a key, a click or a line of the palette asks for.
import type { MenuName, Panel, Sorting } from './state.js';

export type Action =
  | { do: 'quit' | 'suspend' | 'help' | 'palette' | 'back' | 'filter' | 'repeat' }
  | { do: 'panel'; panel: Panel }
  | { do: 'next-panel'; by: 1 | -1 }
  | { do: 'move'; columns: number; rows: number }
  | { do: 'page'; by: 1 | -1 }
  | { do: 'edge'; at: 'first' | 'last' }
  | { do: 'scroll'; by: number }
  | { do: 'select'; serial: string }
  | { do: 'open' }
  | { do: 'neighbour'; by: 1 | -1 }
  | { do: 'cards-or-table' | 'group' | 'reverse' | 'sort-next' }
  | { do: 'sort-by'; sorting: Sorting }
  | { do: 'menu'; menu: MenuName }
  | { do: 'choose'; index: number }
  /** An operation on the selected fob, at once. */
  | { do: 'fob-operation'; operation: string; arguments?: Record<string, unknown> }
  /** A form for an operation; `fob: true` fills in the selected one. */
  | { do: 'form'; operation: string; fob?: boolean; values?: Record<string, string>; focus?: string }
  | { do: 'remove' }
  | { do: 'finger'; serial?: string; down?: boolean }
  | { do: 'press'; serial: string }
  | { do: 'samples' }
  | { do: 'pause' }
  | { do: 'rate'; rate: number }
  | { do: 'advance'; by: string }
  | { do: 'copy'; what: 'code' | 'command' | 'serial' }
  | { do: 'events-or-traffic' | 'text-or-hex' | 'only-selected' }
  | { do: 'submit' }
  | { do: 'target'; name: string }
  | { do: 'credential'; index: number }
  /** An operation on the selected credential; asks first where it cannot be taken back. */
  | { do: 'credential-operation'; operation: string; question?: string }
  | { do: 'credential-form'; operation: string }
  /** What an app on a phone asks, or is sent. */
  | { do: 'app-answers'; answer: 'approve' | 'deny' }
  | { do: 'app-receives' }
  | { do: 'reading-form' }
  | { do: 'device'; index: number }
  | { do: 'device-operation'; operation: string };
