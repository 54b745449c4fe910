// The verifier: its credentials, the last verdict with its reason, the window and where the fob stands in it.
import type { Canvas } from '../cells/canvas.js';
import { fitted, padded, rightAligned } from '../cells/character-width.js';
import { frameBox } from '../cells/frame-box.js';
import type { Role } from '../cells/role.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { LabState } from '../state/state.js';
import type { CredentialSummary, Verdict } from '../state/verification-answers.js';
import { offsetText, shortTime, wrapped } from './text-formats.js';

export function drawVerification(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const { credentials, verdict, target } = state.verification;
  const wide = canvas.width >= 120;
  const leftWidth = wide ? Math.floor(canvas.width * 0.55) : canvas.width;
  const listed = typeof credentials === 'object' ? credentials.length : 0;
  // No higher than the list is long: what it does not need is for the reason of a verdict and for the audit.
  const listHeight = wide
    ? canvas.height
    : Math.max(
        Math.min(6, Math.floor(canvas.height / 2)),
        Math.min(listed + 3, Math.floor(canvas.height / 2)),
      );
  const list = frameBox(canvas.part(0, 0, leftWidth, listHeight), theme, {
    title: 'credentials',
    note: `verifier: ${target ?? 'foblab'}`,
    active: true,
  });
  if (credentials === undefined) list.put(1, 0, 'asking the verifier …', 'dim');
  else if (typeof credentials === 'string')
    wrapped(credentials, list.width - 2).forEach((line, y) => {
      list.put(1, y, line, 'warn');
    });
  else drawCredentials(list, credentials, state);
  const right = wide
    ? canvas.part(leftWidth, 0, canvas.width - leftWidth, canvas.height)
    : canvas.part(0, listHeight, canvas.width, canvas.height - listHeight);
  const reason = verdict === undefined ? 3 : reasonLines(verdict, right.width - 4).length;
  const verdictHeight = Math.min(right.height, Math.max(5, reason + 4));
  drawVerdict(right.part(0, 0, right.width, verdictHeight), verdict, state, theme);
  const audit = right.part(0, verdictHeight, right.width, right.height - verdictHeight);
  if (audit.height >= 3) drawAudit(audit, state, theme);
}

function drawCredentials(
  canvas: Canvas<Action>,
  credentials: readonly CredentialSummary[],
  state: LabState,
): void {
  if (credentials.length === 0) {
    canvas.putRuns(1, 0, [
      ['No credentials yet: ', 'dim'],
      ['E', 'key'],
      [' enrols the fob that is selected on the bench', 'dim'],
    ]);
    return;
  }
  const narrow = canvas.width < 70;
  const [stateWidth, displayWidth, failuresWidth] = narrow ? [9, 9, 7] : [11, 10, 10];
  canvas.put(
    1,
    0,
    [
      padded('credential', 15),
      padded('state', stateWidth),
      padded('display', displayWidth),
      'drift',
      rightAligned(narrow ? 'failed' : 'failures', failuresWidth + 1),
      '  window',
    ].join(''),
    'dim',
  );
  const room = canvas.height - 1;
  const chosen = credentials.findIndex(({ id }) => id === state.verification.selected);
  const first = Math.max(0, Math.min(chosen - Math.floor(room / 2), credentials.length - room));
  credentials.slice(first, first + room).forEach((credential, i) => {
    const y = 1 + i;
    const shown = state.summaries.get(credential.id)?.screen.text.split('  ')[0] ?? '';
    const locked = credential.locked ? 'locked' : credential.state;
    let x = canvas.put(1, y, padded(credential.id, 15));
    x = canvas.put(x, y, padded(locked, stateWidth), credentialRole(locked));
    x = canvas.put(x, y, padded(shown || '(blank)', displayWidth), shown === '' ? 'dim' : 'text');
    x = canvas.put(x, y, rightAligned(stepsText(credential.driftSteps), 5));
    x = canvas.put(
      x,
      y,
      rightAligned(String(credential.failures), failuresWidth),
      credential.failures > 0 ? 'warn' : 'dim',
    );
    canvas.put(x + 2, y, windowBar(credential, Math.min(41, canvas.width - x - 4)), 'dim');
    drawStanding(canvas.part(x + 2, y, Math.min(41, canvas.width - x - 4), 1), credential, state);
    if (credential.id === state.verification.selected) canvas.select(y, 0, x);
    canvas.click({ do: 'credential', index: first + i }, 0, y, canvas.width, 1);
  });
}

/** The window around the drift that the verifier has learned: `[···|···]`. */
function windowBar({ window, kind }: CredentialSummary, width: number): string {
  if (window === undefined || width < 7) return '';
  if (kind === 'hotp') return `the next ${window.to - window.from + 1} counters`;
  const half = Math.floor((width - 3) / 2);
  return `[${'·'.repeat(half)}|${'·'.repeat(half)}]`;
}

/** Where the fob stands in it: its own offset in steps, less what the verifier has learned. */
function drawStanding(canvas: Canvas<Action>, credential: CredentialSummary, state: LabState): void {
  const summary = state.summaries.get(credential.id);
  const { window, stepSeconds, driftSteps } = credential;
  if (summary === undefined || window === undefined || credential.kind === 'hotp' || canvas.width < 7) return;
  if (summary.offsetSeconds === null) return;
  const steps = summary.offsetSeconds / stepSeconds - driftSteps;
  const reach = (window.to - window.from) / 2 + 0.5;
  const half = Math.floor((canvas.width - 3) / 2);
  if (Math.abs(steps) <= reach) canvas.put(1 + half + Math.round((steps / reach) * half), 0, '●', 'good');
  else canvas.put(steps > 0 ? 2 + 2 * half : 0, 0, steps > 0 ? '>' : '<', 'bad');
}

function drawVerdict(
  canvas: Canvas<Action>,
  verdict: Verdict | undefined,
  state: LabState,
  theme: Theme,
): void {
  const inside = frameBox(canvas, theme, { title: 'verdict' });
  if (verdict === undefined) {
    inside.putRuns(1, 0, [
      ['s', 'key'],
      [' submits what the fob shows, ', 'dim'],
      ['i', 'key'],
      [' a code that you type', 'dim'],
    ]);
    return;
  }
  const summary = state.summaries.get(verdict.credential);
  inside.putRuns(1, 0, [
    [`${verdict.accepted ? '✓' : '✗'} ${verdict.outcome}`, verdict.accepted ? 'good' : 'bad'],
    [`  ${verdict.credential}`, 'text'],
    [verdict.stepsOff === undefined ? '' : `  ${stepsText(verdict.stepsOff)} steps`, 'text'],
    [
      summary === undefined || summary.offsetSeconds === null
        ? ''
        : `  fob ${offsetText(summary.offsetSeconds)}`,
      'dim',
    ],
  ]);
  const lines = reasonLines(verdict, inside.width - 2);
  lines.slice(0, inside.height - 1).forEach(([line, role], i) => {
    inside.put(1, 1 + i, line, role);
  });
  // Where there is no room for both, why comes before when.
  if (lines.length + 2 > inside.height) return;
  inside.put(1, inside.height - 1, `judged at ${shortTime(verdict.at)}, ${verdict.timeBase} time`, 'dim');
}

function reasonLines(verdict: Verdict, width: number): (readonly [line: string, role: Role])[] {
  const { cause, suggestedAction } = verdict;
  const action = suggestedAction === '' || suggestedAction === 'nothing to do' ? '' : `→ ${suggestedAction}`;
  return [
    ...wrapped(cause, width).map((line) => [line, 'text'] as const),
    ...(action === '' ? [] : wrapped(action, width).map((line) => [line, 'accent'] as const)),
  ];
}

function drawAudit(canvas: Canvas<Action>, state: LabState, theme: Theme): void {
  const inside = frameBox(canvas, theme, { title: 'audit' });
  state.verification.audit.slice(-inside.height).forEach((line, y) => {
    inside.put(1, y, fitted(line, inside.width - 2), 'dim');
  });
}

function credentialRole(state: string): Role {
  if (state === 'active') return 'good';
  return state === 'lost' || state === 'deleted' || state === 'locked' ? 'bad' : 'warn';
}

function stepsText(steps: number): string {
  return steps === 0 ? '0' : steps > 0 ? `+${steps}` : `−${-steps}`;
}
