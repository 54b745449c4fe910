// A form: one line a field, the help of the one in focus, the last refusal.
import type { Canvas } from '../cells/canvas.js';
import { fitted, padded, textWidth } from '../cells/character-width.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { Form, FormField, FormRow } from '../state/form.js';
import { isBlank } from '../state/form-row.js';
import type { LabState } from '../state/state.js';
import { drawInput, overlayBox } from './overlay-box.js';
import { wrapped } from './text-formats.js';

/** `said` is what came of the one before, in a form that stays for the next. */
export function drawForm(canvas: Canvas<Action>, form: Form, said: LabState['message'], theme: Theme): void {
  const width = Math.min(90, canvas.width - 4);
  const error = form.error === undefined ? [] : wrapped(form.error, width - 4).slice(0, 5);
  const before =
    form.row === undefined || said === undefined || error.length > 0
      ? []
      : wrapped(said.text, width - 4).slice(0, 2);
  const focused = form.fields[form.focus];
  const help = focused === undefined ? [] : wrapped(helpOf(focused), width - 4).slice(0, 2);
  const refused = refusedLines(form, width - 4);
  const shown = unfolded(form);
  const inside = overlayBox(
    canvas,
    theme,
    {
      width,
      height: shown.length + error.length + before.length + refused.length + help.length + 5,
    },
    {
      title: `foblab ${form.command}`,
      note:
        form.row === undefined
          ? fitted(form.title, Math.max(0, width - form.command.length - 18))
          : rowNote(form.row),
    },
  );
  const names = Math.max(0, ...shown.map((field) => textWidth(labelOf(field))));
  const room = Math.max(1, inside.height - error.length - before.length - refused.length - help.length - 3);
  const first = Math.max(0, Math.min(form.focus - room + 1, shown.length - room));
  shown.slice(first, first + room).forEach((field, i) => {
    const y = i;
    const at = first + i === form.focus;
    inside.put(1, y, padded(labelOf(field), names), at ? 'title' : field.required ? 'text' : 'dim');
    const left = names + 3;
    const space = Math.max(4, inside.width - left - 1);
    if (at) drawInput(inside, left, y, space, '', field);
    if (field.text === '') inside.put(left, y, `<${field.placeholder}>`, at ? 'input' : 'dim');
    else if (!at) inside.put(left, y, padded(field.text, space), 'text');
    inside.click({ do: 'choose', index: first + i }, 0, y, inside.width, 1);
  });
  let y = Math.min(shown.length, room) + 1;
  for (const line of help) inside.put(1, y++, line, 'dim');
  for (const line of error) inside.put(1, y++, line, 'bad');
  for (const line of refused) inside.put(1, y++, line, 'warn');
  for (const line of before) inside.put(1, y++, line, said?.tone === 'bad' ? 'warn' : 'good');
  inside.putRuns(1, inside.height - 1, [
    [form.sending ? 'working …  ' : '', 'warn'],
    ['enter', 'key'],
    [' does it  ', 'dim'],
    ['tab', 'key'],
    [shown.length < form.fields.length ? ' next field, then more  ' : ' next field  ', 'dim'],
    ['esc', 'key'],
    [' closes', 'dim'],
  ]);
}

/** In a form for fob after fob two fields are enough: the others show once one of them is reached or filled in. */
function unfolded(form: Form): readonly FormField[] {
  const { fields, focus, row } = form;
  const folds = row !== undefined && focus < 2 && fields.slice(2).every(({ text }) => text === '');
  return folds ? fields.slice(0, 2) : fields;
}

function labelOf(field: FormField): string {
  const name = field.name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return field.required ? `${name} *` : name;
}

function helpOf(field: FormField): string {
  const choices = field.choices.filter((choice) => choice !== '');
  if (choices.length > 1) return `${field.summary}: space changes it (${choices.join(', ')})`;
  const example = examples[field.kind];
  return example === undefined ? field.summary : `${field.summary}: ${example}`;
}

const examples: Partial<Record<FormField['kind'], string>> = {
  duration: 'such as 90s, 15m, 1h30m, 365d or 2y',
  instant: 'such as 2027-01-31T09:30:00Z',
};

function rowNote({ done, sent, refused }: FormRow): string {
  const waiting = sent.length === 0 ? '' : `, ${sent.length} on the way`;
  const aside = refused.length === 0 ? '' : `, ${refused.length} refused`;
  return `${done} done${waiting}${aside}; it stays for the next`;
}

/** Refused lines that wait to be fixed, with the reason for the oldest, which comes back first. */
function refusedLines(form: Form, width: number): string[] {
  const [first, ...more] = form.row?.refused ?? [];
  if (first === undefined) return [];
  // What tells it from the others: its serial and its code.
  const typed = form
    .row!.clears.slice(0, 2)
    .map((name) => first.texts[name])
    .filter(Boolean);
  return [
    ...wrapped(`✗ ${typed.join(' ')}: ${first.error}`, width).slice(0, 3),
    `${more.length === 0 ? '' : `and ${more.length} more; `}ctrl-r takes it back to fix${isBlank(form) ? ', and so does enter' : ''}`,
  ];
}
