// A form for an operation, made from its parameters: what is typed stays until it is sent or thrown away.

import type { Parameter } from '../../contract/parameter.js';
import type { Operation } from '../../host/operation.js';
import type { KeyPress } from '../keys/key-press.js';
import { applyTextKey, type TextField } from './text-field.js';

export interface Form {
  operation: string;
  command: string;
  title: string;
  fields: readonly FormField[];
  focus: number;
  /** The last refusal, in the operation's words. */
  error: string | undefined;
  /** In a form that stays for the next one. */
  row: FormRow | undefined;
  /** Waits for its answer, and takes no keys meanwhile. */
  sending: boolean;
}

export interface FormField extends TextField {
  name: string;
  summary: string;
  placeholder: string;
  kind: Parameter<unknown>['kind'];
  choices: readonly string[];
  required: boolean;
}

/** The state of a form that stays for the next one; form-row.ts moves it on. */
export interface FormRow {
  /** Fields that are emptied for the next one. */
  clears: readonly string[];
  done: number;
  nextTicket: number;
  /** Sent, and not answered yet. */
  sent: readonly RowEntry[];
  refused: readonly RefusedEntry[];
}

export interface RowEntry {
  ticket: number;
  /** The value of every field, by name. */
  texts: Readonly<Record<string, string>>;
}

/** With the operation's own words. */
export interface RefusedEntry extends RowEntry {
  error: string;
}

export interface FormOptions {
  title?: string;
  /** Values to begin with. */
  values?: Readonly<Record<string, string>>;
  /** Only these, in this order; all where left out. */
  only?: readonly string[];
  focus?: string;
  /** The form stays for the next one, with these fields emptied. */
  rowClearing?: readonly string[];
}

export function formFor(operation: Operation, options: FormOptions = {}): Form {
  const names = options.only ?? fieldOrder(operation);
  const fields = names
    .filter((name) => operation.parameters[name] !== undefined)
    .map((name): FormField => {
      const parameter = operation.parameters[name]!;
      const text = options.values?.[name] ?? '';
      return {
        name,
        summary: parameter.summary,
        placeholder: parameter.kind === 'flag' ? 'space switches' : parameter.placeholder.replace('|-', ''),
        kind: parameter.kind,
        choices: parameter.kind === 'flag' ? ['', 'yes'] : ['', ...(parameter.choices ?? [])],
        required: parameter.required,
        text,
        cursor: text.length,
      };
    });
  const wanted = fields.findIndex(({ name }) => name === options.focus);
  const empty = fields.findIndex(({ text, required }) => required && text === '');
  return {
    operation: operation.name,
    command: operation.command,
    title: options.title ?? operation.summary,
    fields,
    focus: Math.max(0, wanted >= 0 ? wanted : empty),
    error: undefined,
    row: options.rowClearing === undefined ? undefined : newRow(options.rowClearing),
    sending: false,
  };
}

/** The form after a key that edits it or moves in it; undefined for a key that does neither. */
export function formAfterKey(form: Form, key: KeyPress): Form | undefined {
  const count = form.fields.length;
  if (key.name === 'tab' || key.name === 'down') return { ...form, focus: (form.focus + 1) % count };
  if (key.name === 'S-tab' || key.name === 'up') return { ...form, focus: (form.focus + count - 1) % count };
  const field = form.fields[form.focus];
  if (field === undefined) return undefined;
  const edited = fieldAfterKey(field, key);
  if (edited === undefined) return undefined;
  return { ...form, fields: form.fields.map((one, i) => (i === form.focus ? { ...one, ...edited } : one)) };
}

/** What the fields hold, by name; empty ones left out. */
export function formValues(form: Form): Record<string, string | boolean | string[]> {
  const values: Record<string, string | boolean | string[]> = {};
  for (const { name, text, kind } of form.fields) {
    if (text.trim() === '') continue;
    if (kind === 'flag') values[name] = true;
    else if (kind === 'names') values[name] = text.trim().split(/\s+/);
    else values[name] = text.trim();
  }
  return values;
}

function newRow(clears: readonly string[]): FormRow {
  return { clears, done: 0, nextTicket: 1, sent: [], refused: [] };
}

function fieldAfterKey(field: FormField, key: KeyPress): TextField | undefined {
  const chosen = field.choices.length > 1;
  if (chosen && (key.name === 'space' || key.name === 'right' || key.name === 'left')) {
    const step = key.name === 'left' ? field.choices.length - 1 : 1;
    const text = field.choices[(field.choices.indexOf(field.text) + step) % field.choices.length]!;
    return { text, cursor: text.length };
  }
  if (field.kind === 'flag') return undefined;
  return applyTextKey(field, key);
}

/** Positionals first, then what must be given, then the rest as declared. */
function fieldOrder(operation: Operation): string[] {
  const rest = Object.keys(operation.parameters).filter((name) => !operation.positionals.includes(name));
  const required = rest.filter((name) => operation.parameters[name]!.required);
  return [...operation.positionals, ...required, ...rest.filter((name) => !required.includes(name))];
}
