// Every key, once: the bindings, the help on the screen and docs/terminal-ui.md are made from this table.
import type { Action } from '../state/action.js';
import type { Panel } from '../state/state.js';

export interface KeyEntry {
  /** Names as the screen reports them, the one that help shows first. */
  keys: readonly string[];
  /** What help shows instead of the first name. */
  shown?: string;
  help: string;
  /** One or two words for the bar at the bottom; not in the bar where left out. */
  short?: string;
  action: Action;
}

export interface KeySection {
  title: string;
  /** The panel that the keys work in; everywhere where left out. */
  panel?: Panel | readonly Panel[];
  entries: readonly KeyEntry[];
}

const withFob: readonly Panel[] = ['bench', 'fob', 'verification'];

export const keyTable: readonly KeySection[] = [
  {
    title: 'Everywhere',
    entries: [
      { keys: ['?', 'f1'], help: 'this help', short: 'help', action: { do: 'help' } },
      {
        keys: [':', 'C-p'],
        help: 'every operation by name, as on the command line',
        short: 'palette',
        action: { do: 'palette' },
      },
      { keys: ['1'], help: 'bench: all fobs', action: { do: 'panel', panel: 'bench' } },
      { keys: ['2'], help: 'fob: one of them', action: { do: 'panel', panel: 'fob' } },
      { keys: ['3'], help: 'verification', action: { do: 'panel', panel: 'verification' } },
      {
        keys: ['4'],
        help: 'devices: what is plugged in, readings',
        action: { do: 'panel', panel: 'devices' },
      },
      { keys: ['5'], help: 'log: what happened on the bench', action: { do: 'panel', panel: 'log' } },
      { keys: ['tab'], help: 'next panel', action: { do: 'next-panel', by: 1 } },
      { keys: ['S-tab'], shown: 'shift-tab', help: 'previous panel', action: { do: 'next-panel', by: -1 } },
      {
        keys: ['escape'],
        shown: 'esc',
        help: 'close what is open, stop what is running, take the filter off',
        action: { do: 'back' },
      },
      {
        keys: ['y'],
        help: 'copy the code on the glass to the clipboard',
        action: { do: 'copy', what: 'code' },
      },
      {
        keys: ['Y'],
        help: 'copy the command line that does what was done last',
        action: { do: 'copy', what: 'command' },
      },
      { keys: ['C-z'], shown: 'ctrl-z', help: 'back to the shell; fg returns', action: { do: 'suspend' } },
      { keys: ['q', 'C-c'], help: 'quit; the bench keeps everything', short: 'quit', action: { do: 'quit' } },
    ],
  },
  {
    title: 'Time',
    entries: [
      { keys: ['t'], help: 'menu of time', short: 'time', action: { do: 'menu', menu: 'time' } },
      { keys: ['p'], help: 'pause, or go on at the rate before', short: 'pause', action: { do: 'pause' } },
      {
        keys: ['A'],
        help: 'let time pass: advance by a duration, or to a moment',
        action: { do: 'form', operation: 'bench.advance' },
      },
    ],
  },
  {
    title: 'Moving about',
    entries: [
      { keys: ['up', 'k'], shown: '↑ k', help: 'up', action: { do: 'move', columns: 0, rows: -1 } },
      { keys: ['down', 'j'], shown: '↓ j', help: 'down', action: { do: 'move', columns: 0, rows: 1 } },
      { keys: ['left', 'h'], shown: '← h', help: 'left', action: { do: 'move', columns: -1, rows: 0 } },
      { keys: ['right', 'l'], shown: '→ l', help: 'right', action: { do: 'move', columns: 1, rows: 0 } },
      { keys: ['pageup', 'C-b'], shown: 'page up', help: 'a page up', action: { do: 'page', by: -1 } },
      { keys: ['pagedown', 'C-f'], shown: 'page down', help: 'a page down', action: { do: 'page', by: 1 } },
      { keys: ['home', 'g'], shown: 'home g', help: 'to the first', action: { do: 'edge', at: 'first' } },
      { keys: ['end', 'G'], shown: 'end G', help: 'to the last', action: { do: 'edge', at: 'last' } },
    ],
  },
  {
    title: 'The fob that is selected',
    panel: withFob,
    entries: [
      {
        keys: ['space'],
        help: 'press its button',
        short: 'press',
        action: { do: 'fob-operation', operation: 'fob.press' },
      },
      {
        keys: ['H'],
        help: 'put a finger on its button, and take it off again (or hold the mouse on its LCD)',
        short: 'hold',
        action: { do: 'finger' },
      },
      {
        keys: ['m'],
        help: 'hold for 6 s: the information menu of a GO 7',
        action: { do: 'fob-operation', operation: 'fob.hold', arguments: { for: '6s' } },
      },
      {
        keys: ['c'],
        help: 'get a fresh code off it, whatever its display does',
        action: { do: 'fob-operation', operation: 'fob.code' },
      },
      { keys: ['f'], help: 'menu of faults', short: 'faults', action: { do: 'menu', menu: 'faults' } },
      {
        keys: ['d'],
        help: 'set its drift in ppm',
        action: { do: 'form', operation: 'fob.drift', fob: true, focus: 'ppm' },
      },
      {
        keys: ['o'],
        help: 'set how far its clock is off',
        action: { do: 'form', operation: 'fob.clock', fob: true, focus: 'offset' },
      },
      {
        keys: ['b'],
        help: 'set what is left in its battery',
        action: { do: 'form', operation: 'fob.battery', fob: true, focus: 'level' },
      },
      {
        keys: ['T'],
        help: 'set the temperature that it lives at',
        action: { do: 'form', operation: 'fob.temp', fob: true, focus: 'celsius' },
      },
      {
        keys: ['O'],
        help: 'age it: a year goes by for this fob alone',
        action: { do: 'form', operation: 'fob.age', fob: true, focus: 'by' },
      },
      {
        keys: ['e'],
        help: 'edit its label',
        action: { do: 'form', operation: 'fob.label', fob: true, focus: 'label' },
      },
      {
        keys: ['0'],
        help: 'take all faults off and switch the display off',
        action: { do: 'fob-operation', operation: 'fob.reset' },
      },
    ],
  },
  {
    title: 'Bench',
    panel: 'bench',
    entries: [
      { keys: ['enter'], help: 'open the fob', short: 'open', action: { do: 'open' } },
      {
        keys: ['a'],
        help: 'add a fob',
        short: 'add',
        action: { do: 'form', operation: 'fob.add', values: { model: 'onespan/digipass-go7' } },
      },
      { keys: ['x'], help: 'remove the fob, after a question', action: { do: 'remove' } },
      {
        keys: ['/'],
        help: 'filter: serial, model, label, state or fault',
        short: 'filter',
        action: { do: 'filter' },
      },
      { keys: ['v'], help: 'cards or table', short: 'view', action: { do: 'cards-or-table' } },
      { keys: ['s'], help: 'sort by …', short: 'sort', action: { do: 'menu', menu: 'sort' } },
      { keys: ['r'], help: 'reverse the order', action: { do: 'reverse' } },
      { keys: ['L'], help: 'groups by label', action: { do: 'group' } },
      {
        keys: ['S'],
        help: 'add the two sample fobs',
        action: { do: 'samples' },
      },
    ],
  },
  {
    title: 'Fob',
    panel: 'fob',
    entries: [
      { keys: ['n'], help: 'next fob', short: 'next', action: { do: 'neighbour', by: 1 } },
      { keys: ['N'], help: 'previous fob', action: { do: 'neighbour', by: -1 } },
      {
        keys: ['w'],
        help: 'events, or what goes over the wire',
        short: 'wire',
        action: { do: 'events-or-traffic' },
      },
      { keys: ['X'], help: 'wire as text or as hex', action: { do: 'text-or-hex' } },
      {
        keys: ['a'],
        help: 'approve what a push app asks, the oldest first',
        action: { do: 'app-answers', answer: 'approve' },
      },
      { keys: ['x'], help: 'deny it', action: { do: 'app-answers', answer: 'deny' } },
      {
        keys: ['r'],
        help: 'let it receive: a push app a request, a phone a code, an inactive app its activation image',
        action: { do: 'app-receives' },
      },
    ],
  },
  {
    title: 'Verification',
    panel: 'verification',
    entries: [
      {
        keys: ['enter', 's'],
        help: 'submit the code that the fob shows',
        short: 'submit',
        action: { do: 'submit' },
      },
      {
        keys: ['i'],
        help: 'type a code in and submit it',
        short: 'type code',
        action: { do: 'credential-form', operation: 'credential.verify' },
      },
      {
        keys: ['E'],
        help: 'enrol the selected fob',
        short: 'enrol',
        action: { do: 'credential-form', operation: 'credential.enroll' },
      },
      {
        keys: ['R'],
        help: 'resynchronize by codes in a row',
        short: 'resync',
        action: { do: 'credential-form', operation: 'credential.resync' },
      },
      {
        keys: ['r'],
        help: 'resynchronize with codes taken off the fob itself: time passes in between, or is waited for',
        action: { do: 'credential-operation', operation: 'credential.resync' },
      },
      {
        keys: ['U'],
        help: 'unlock',
        action: { do: 'credential-operation', operation: 'credential.unlock' },
      },
      {
        keys: ['Z'],
        help: 'forget the drift that was learned, after a question',
        action: {
          do: 'credential-operation',
          operation: 'credential.reset-drift',
          question: 'Forget the learned drift of',
        },
      },
      {
        keys: ['+'],
        help: 'enable',
        action: { do: 'credential-operation', operation: 'credential.enable' },
      },
      {
        keys: ['-'],
        help: 'disable, after a question',
        action: {
          do: 'credential-operation',
          operation: 'credential.disable',
          question: 'Disable the credential',
        },
      },
      {
        keys: ['!'],
        help: 'report it lost, after a question',
        action: {
          do: 'credential-operation',
          operation: 'credential.lost',
          question: 'Report lost the credential',
        },
      },
      {
        keys: ['delete', 'D'],
        shown: 'D',
        help: 'delete it, after a question',
        action: {
          do: 'credential-operation',
          operation: 'credential.delete',
          question: 'Delete for good the credential',
        },
      },
      { keys: ['V'], help: 'choose the verifier under test', action: { do: 'menu', menu: 'targets' } },
    ],
  },
  {
    title: 'Devices',
    panel: 'devices',
    entries: [
      {
        keys: ['i', 'enter'],
        help: 'type in codes read off LCDs, fob after fob',
        short: 'type codes',
        action: { do: 'reading-form' },
      },
      {
        keys: ['P'],
        help: 'passport of the physical fob that is chosen',
        short: 'passport',
        action: { do: 'device-operation', operation: 'passport.show' },
      },
      {
        keys: ['e'],
        help: 'its readings, each with the id by which it is corrected (: observation edit, move, remove)',
        short: 'readings',
        action: { do: 'device-operation', operation: 'observation.list' },
      },
      {
        keys: ['z'],
        help: 'take back the last reading or correction',
        short: 'take back',
        action: { do: 'device-operation', operation: 'observation.undo' },
      },
      {
        keys: ['+'],
        help: 'put the selected fob on a serial or TCP port',
        short: 'open port',
        action: { do: 'device-operation', operation: 'link.open' },
      },
      {
        keys: ['-'],
        help: 'take it off its ports',
        short: 'close port',
        action: { do: 'device-operation', operation: 'link.close' },
      },
      {
        keys: ['u'],
        help: 'plug the selected fob into the USB port that foblab serve --usbip serves',
        action: { do: 'device-operation', operation: 'link.plug' },
      },
      {
        keys: ['U'],
        help: 'pull it out of the USB port',
        action: { do: 'device-operation', operation: 'link.unplug' },
      },
    ],
  },
  {
    title: 'Log',
    panel: 'log',
    entries: [
      {
        keys: ['o'],
        help: 'only the selected fob, or all',
        short: 'only this fob',
        action: { do: 'only-selected' },
      },
    ],
  },
];
