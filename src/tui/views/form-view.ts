// A form: one line a field, the help of the one in focus, the last refusal.
import type { Canvas } from '../cells/canvas.js';
import { fitted, padded, textWidth } from '../cells/character-width.js';
import type { Theme } from '../cells/theme.js';
import type { Action } from '../state/action.js';
import type { Form, FormField } from '../state/form.js';
import type { LabState } from '../state/state.js';
import { wrapped } from './look.js';
import { drawInput, overlayBox } from './overlays.js';

/** `said` is what came of the one before, in a form that stays for the next. */
export function drawForm(canvas: Canvas<Action>, form: Form, said: LabState['message'], theme: Theme): void {
  const width = Math.min(90, canvas.width - 4);
  const error = form.error === undefined ? [] : wrapped(form.error, width - 4).slice(0, 5);
  const before =
    form.repeat === undefined || said === undefined || error.length > 0
      ? []
      : wrapped(said.text, width - 4).slice(0, 3);
  const focused = form.fields[form.focus];
  const help = focused === undefined ? [] : wrapped(helpOf(focused), width - 4).slice(0, 2);
  const inside = overlayBox(
    canvas,
    theme,
    { width, height: form.fields.length + error.length + before.length + help.length + 5 },
    {
      title: `foblab ${form.command}`,
      note:
        form.repeat === undefined
          ? fitted(form.title, Math.max(0, width - form.command.length - 18))
          : `${form.repeat.done} done, the form stays for the next`,
    },
  );
  const names = Math.max(0, ...form.fields.map((field) => textWidth(labelOf(field))));
  const room = Math.max(1, inside.height - error.length - before.length - help.length - 3);
  const first = Math.max(0, Math.min(form.focus - room + 1, form.fields.length - room));
  form.fields.slice(first, first + room).forEach((field, i) => {
    const y = i;
    const at = first + i === form.focus;
    inside.put(1, y, padded(labelOf(field), names), at ? 'title' : field.required ? 'text' : 'dim');
    const left = names + 3;
    const space = Math.max(4, inside.width - left - 1);
    if (at) drawInput(inside, left, y, space, '', field);
    else if (field.text === '') inside.put(left, y, `<${field.placeholder}>`, 'dim');
    else inside.put(left, y, padded(field.text, space), 'text');
    inside.click({ do: 'choose', index: first + i }, 0, y, inside.width, 1);
  });
  let y = Math.min(form.fields.length, room) + 1;
  for (const line of help) inside.put(1, y++, line, 'dim');
  for (const line of error) inside.put(1, y++, line, 'bad');
  for (const line of before) inside.put(1, y++, line, said?.tone === 'bad' ? 'warn' : 'good');
  inside.putRuns(1, inside.height - 1, [
    [form.sending ? 'working …  ' : '', 'warn'],
    ['enter', 'key'],
    [' does it  ', 'dim'],
    ['tab', 'key'],
    [' next field  ', 'dim'],
    ['esc', 'key'],
    [' closes', 'dim'],
  ]);
}

function labelOf(field: FormField): string {
  const name = field.name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return field.required ? `${name} *` : name;
}

function helpOf(field: FormField): string {
  const choices = field.choices.filter((choice) => choice !== '');
  return choices.length > 1 ? `${field.summary}: space changes it (${choices.join(', ')})` : field.summary;
}
