// An event as a sentence, without its subject: the fob stands before it. What has no sentence of its own shows its
// details by name.
import type { Event } from '../../contract/results/event.js';

type Detail = Readonly<Record<string, unknown>>;

/** `was pressed`, `drifts at 20 ppm now`. */
export function eventSentence({ kind, detail }: Pick<Event, 'kind' | 'detail'>): string {
  const sentence = Object.hasOwn(sentences, kind) ? sentences[kind]!(detail as Detail) : '';
  return sentence === '' ? words(kind, detail as Detail) : sentence;
}

const sentences: Readonly<Record<string, (detail: Detail) => string>> = {
  press: () => 'its button was pressed',
  held: () => 'its button is held down',
  released: () => 'its button was let go',
  'display-on': () => 'its display went on',
  'display-off': () => 'its display went off',
  menu: () => 'it shows its menu',
  'battery-low': () => 'its battery is low',
  'battery-end': () => 'its battery is at its end',
  notice: () => 'it shows a notice about its battery',
  'battery-dead': () => 'its battery is dead',
  'cell-out': () => 'its cell was taken out',
  'cell-in': () => 'a cell was put in',
  'memory-lost': () => 'its memory is lost, and its seed with it',
  'life-ended': () => 'its life has ended',
  'power-cut': () => 'its power was cut',
  'brown-out': () => 'its voltage dropped for a moment',
  'fault-on': (detail) => `the fault ${named(detail, 'name', 'fault')} is on`,
  'fault-off': (detail) => `the fault ${named(detail, 'name', 'fault')} is off`,
  added: ({ model }) => `was put on the bench${model === undefined ? '' : ` (${String(model)})`}`,
  removed: () => 'was taken off the bench',
  labelled: ({ label }) => (label === '' ? 'has no label any more' : `is labelled “${String(label)}”`),
  rate: ({ rate }) =>
    rate === 0 ? 'the bench is paused' : `time passes ${String(rate)} times as fast as on the wall`,
  restored: () => 'was restored from a snapshot',
  'link-opened': ({ path }) => `is on the port ${String(path)}`,
  'link-closed': () => 'is off its ports',
  'line-set': (detail) => `a client set its line: ${listed(detail)}`,
  'usb-plugged': () => 'is plugged into USB',
  'usb-unplugged': () => 'is pulled out of USB',
  'usb-attached': () => 'a computer took it over USB/IP',
  'usb-detached': () => 'the computer let go of it',
  'otpauth-shown': () => 'its seed was shown as an otpauth URI',
  observed: observed,
  enrolled: () => 'was enrolled',
  reset: () => 'was reset over its port',
  activated: () => 'was activated',
};

function observed({ what, shownAt, change }: Detail): string {
  const when = String(shownAt).slice(0, 16).replace('T', ' ');
  const seen = what === 'reading' ? `a code that it showed at ${when}` : 'a remark about it';
  const done: Record<string, string> = {
    corrected: 'was corrected',
    moved: 'was moved to it',
    removed: 'was removed',
    undone: 'was taken back or put back',
    'clock-corrected': 'has its time set right',
  };
  return `${seen} ${done[String(change)] ?? 'was kept'}`;
}

function named(detail: Detail, ...names: string[]): string {
  return String(names.map((name) => detail[name]).find((value) => value !== undefined) ?? '');
}

/** `temperature: celsius 25`. */
function words(kind: string, detail: Detail): string {
  const rest = listed(detail);
  return rest === '' ? kind.replaceAll('-', ' ') : `${kind.replaceAll('-', ' ')}: ${rest}`;
}

function listed(detail: Detail): string {
  return Object.entries(detail)
    .map(
      ([name, value]) =>
        `${spelled(name)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
    )
    .join(', ');
}

/** `driftPpm` is `drift ppm`. */
function spelled(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
