// What an app or a phone has received, the newest first, and the keys that answer.
import type { Canvas } from '../cells/canvas.js';
import { fitted, padded } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Role } from '../cells/role.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { FobSummary, ReceivedSummary } from '../state/bench-answers.js';
import type { LabState } from '../state/state.js';
import { shortTime, wrapped } from './text-formats.js';

/** Things that have no crystal and no cell of their own worth a panel, but something to answer or to read. */
export function isAnswered({ kind, screen }: FobSummary): boolean {
  return kind === 'push' || kind === 'phone' || screen.state === 'inactive';
}

export function drawApp(canvas: Canvas<Action>, state: LabState, summary: FobSummary, theme: Theme): void {
  const { kind } = summary;
  const title = kind === 'push' ? 'requests' : kind === 'phone' ? 'codes received' : 'activation';
  const inside = frameBox(canvas, theme, { title });
  const keys = kind === 'push' ? pushKeys : kind === 'phone' ? phoneKeys : activationKeys;
  let x = 1;
  const top = inside.height - 1;
  for (const [key, text, action] of keys) {
    const from = x;
    x = inside.putRuns(x, top, [
      [key, 'key'],
      [` ${text}  `, 'dim'],
    ]);
    inside.click(action, from, top, x - from, 1);
  }
  const list = inside.part(1, 0, inside.width - 2, Math.max(0, top));
  if (kind !== 'push' && kind !== 'phone') {
    putLines(list, wrapped(activation, list.width));
    return;
  }
  const received = state.fob.received?.serial === summary.serial ? state.fob.received.items : undefined;
  if (received === undefined) list.put(0, 0, '…', 'dim');
  else if (received.length === 0) list.put(0, 0, 'nothing yet', 'dim');
  else drawReceived(list, [...received].reverse());
}

/** One line each, or two where a line is too short for what was asked. */
function drawReceived(canvas: Canvas<Action>, items: ReceivedSummary['items']): void {
  const rows = canvas.width < 60 ? 2 : 1;
  items.slice(0, Math.floor(canvas.height / rows)).forEach((item, i) => {
    const y = i * rows;
    const open = item.state === 'waits' || item.state === 'good';
    const when = open ? `until ${shortTime(item.until).slice(5)}` : shortTime(item.at).slice(5);
    const x = canvas.putRuns(0, y, [
      [padded(item.state, 9), roles[item.state] ?? 'dim'],
      [`${padded(when, 20)}  `, 'dim'],
    ]);
    const left = rows === 1 ? x : 2;
    canvas.put(left, y + rows - 1, fitted(item.text, canvas.width - left), open ? 'text' : 'dim');
  });
}

function putLines(canvas: Canvas<Action>, lines: readonly string[]): void {
  lines.slice(0, canvas.height).forEach((line, y) => {
    canvas.put(0, y, line);
  });
}

const activation =
  'No seed yet: this app makes codes once it has scanned its activation image. foblab activation image writes one; keep it in a file.';

const roles: Readonly<Record<string, Role>> = {
  waits: 'warn',
  good: 'good',
  approved: 'good',
  denied: 'bad',
};

type KeyHint = readonly [key: string, text: string, action: Action];

const pushKeys: readonly KeyHint[] = [
  ['a', 'approve', { do: 'app-answers', answer: 'approve' }],
  ['x', 'deny', { do: 'app-answers', answer: 'deny' }],
  ['r', 'ask it', { do: 'app-receives' }],
];
const phoneKeys: readonly KeyHint[] = [['r', 'send it a code', { do: 'app-receives' }]];
const activationKeys: readonly KeyHint[] = [['r', 'scan an image', { do: 'app-receives' }]];
