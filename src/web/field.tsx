// A field with its label, help and error. Typed text is shown again, except secrets and codes, which are never sent back.
import type { Parameter } from '../contract/parameter.js';
import type { Refused } from './site.js';

/** The text of a field, in the words of its source document. */
export interface FieldWords {
  readonly label: string;
  /** Shown under the label. */
  readonly hint?: string;
  /** Help text that opens from the "?" beside the label. */
  readonly help?: string;
  /** True for a one-time code: masked, digits only, pasting allowed. */
  readonly code?: boolean;
  /** True for a "Show Clear Text" box below the field. */
  readonly clearText?: boolean;
  readonly autocomplete?: string;
  readonly placeholder?: string;
  /** The initial value. */
  readonly value?: string;
  /** Options that replace the parameter's choices: value and text. */
  readonly options?: readonly (readonly [value: string, text: string])[];
  /** True for radio buttons instead of a list. */
  readonly radio?: boolean;
}

interface FieldProps {
  verb: string;
  name: string;
  parameter: Parameter<unknown>;
  words: FieldWords;
  refused?: Refused | undefined;
}

export function fieldId(verb: string, name: string): string {
  return `${verb.replace('.', '-')}-${name}`;
}

export function Field({ verb, name, parameter, words, refused }: FieldProps) {
  const id = fieldId(verb, name);
  const error = refused?.refusal.field === name ? refused.refusal.message : undefined;
  const secret = parameter.kind === 'secret' || words.code === true;
  const typed = secret ? '' : (refused?.typed[name] ?? words.value ?? '');
  const described = [
    ...(words.hint === undefined ? [] : [`${id}-hint`]),
    ...(error === undefined ? [] : [`${id}-error`]),
  ];
  const shared = {
    id,
    name,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
    'aria-invalid': error === undefined ? undefined : ('true' as const),
    required: parameter.required,
  };
  const className = error === undefined ? 'field' : 'field wrong';
  const options = words.options ?? parameter.choices?.map((value) => [value, value] as const);
  const notes = (
    <>
      {words.hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {words.hint}
        </p>
      )}
      {error === undefined ? null : (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
  if (parameter.kind === 'flag')
    return (
      <div class={className}>
        {notes}
        <label class="check" for={id}>
          <input type="checkbox" {...shared} value="yes" checked={typed === 'yes'} />{' '}
          <span>{words.label}</span>
        </label>
      </div>
    );
  if (words.radio && options !== undefined)
    return (
      <fieldset class={className} id={id} tabindex={-1} aria-describedby={shared['aria-describedby']}>
        <legend>
          {words.label} <Star parameter={parameter} />
        </legend>
        {notes}
        {options.map(([value, text], i) => (
          <label class="check">
            <input
              type="radio"
              name={name}
              value={value}
              checked={typed === '' ? i === 0 : value === typed}
            />{' '}
            <span>{text}</span>
          </label>
        ))}
      </fieldset>
    );
  return (
    <div class={className}>
      <div class="label">
        <label for={id}>{words.label}</label>
        <Star parameter={parameter} />
        <Help words={words} />
      </div>
      {notes}
      {options !== undefined ? (
        <select {...shared}>
          {options.map(([value, text]) => (
            <option value={value} selected={value === typed}>
              {text}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={secret ? 'password' : 'text'}
          value={typed === '' ? undefined : typed}
          class={words.code ? 'code' : undefined}
          inputmode={words.code || parameter.kind === 'number' ? 'numeric' : undefined}
          autocomplete={words.autocomplete ?? (words.code ? 'one-time-code' : 'off')}
          placeholder={words.placeholder}
          spellcheck={false}
        />
      )}
      {words.clearText ? (
        <label class="check script-only" hidden>
          <input type="checkbox" data-shows={id} /> <span>Show Clear Text</span>
        </label>
      ) : null}
    </div>
  );
}

function Star({ parameter }: { parameter: Parameter<unknown> }) {
  return parameter.required ? (
    <span class="required" aria-hidden="true">
      *
    </span>
  ) : null;
}

/** The "?" of 004:173-184. It opens without JavaScript. */
function Help({ words: { label, help } }: { words: FieldWords }) {
  return help === undefined ? null : (
    <details class="help">
      <summary>
        ?<span class="hidden"> Help about {label}</span>
      </summary>
      <p>{help}</p>
    </details>
  );
}
