// Forms: a token against forged posts, fields with label, help and error, and a summary of what was refused that takes
// the focus.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Refusal } from './site.js';
import { formToken } from './visitor.js';

export function Form(props: {
  c: Context;
  action: string;
  children?: Child;
  class?: string;
  label?: string;
}) {
  return (
    <form
      method="post"
      action={props.action}
      class={props.class ?? 'form'}
      aria-label={props.class === undefined ? undefined : props.label}
      novalidate
    >
      <input type="hidden" name="form" value={formToken(props.c)} />
      <input type="hidden" name="request" value={crypto.randomUUID()} />
      {props.children}
    </form>
  );
}

interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  value?: string | undefined;
  refusal?: Refusal | undefined;
  required?: boolean;
}

function Label({ name, label, hint, required, refusal }: FieldProps) {
  return (
    <>
      <label for={name}>
        {label}
        {required ? (
          <span class="required" aria-hidden="true">
            {' '}
            *
          </span>
        ) : null}
      </label>
      {hint === undefined ? null : (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {refusal?.field === name ? (
        <p class="error" id={`${name}-error`}>
          {refusal.message}
        </p>
      ) : null}
    </>
  );
}

function described({ name, hint, refusal }: FieldProps): string | undefined {
  const ids = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(refusal?.field === name ? [`${name}-error`] : []),
  ];
  return ids.length === 0 ? undefined : ids.join(' ');
}

export function TextField(props: FieldProps & { inputmode?: 'numeric' | 'text'; autocomplete?: string }) {
  return (
    <div class={props.refusal?.field === props.name ? 'field wrong' : 'field'}>
      <Label {...props} />
      <input
        id={props.name}
        name={props.name}
        type="text"
        value={props.value ?? ''}
        inputmode={props.inputmode}
        autocomplete={props.autocomplete ?? 'off'}
        spellcheck={false}
        required={props.required}
        aria-describedby={described(props)}
        aria-invalid={props.refusal?.field === props.name ? 'true' : undefined}
      />
    </div>
  );
}

/** What was typed is never sent back by the server; "Show Clear Text" only shows what stands in the field. */
export function SecretField(props: FieldProps & { otp?: boolean; clearText?: boolean }) {
  const { otp = false } = props;
  return (
    <div class={props.refusal?.field === props.name ? 'field wrong' : 'field'}>
      <Label {...props} />
      <input
        id={props.name}
        name={props.name}
        type="password"
        inputmode={otp ? 'numeric' : undefined}
        autocomplete={otp ? 'one-time-code' : 'off'}
        class={otp ? 'code' : undefined}
        required={props.required}
        aria-describedby={described(props)}
        aria-invalid={props.refusal?.field === props.name ? 'true' : undefined}
      />
      {props.clearText ? (
        <label class="check script-only" hidden>
          <input type="checkbox" data-shows={props.name} /> Show Clear Text
        </label>
      ) : null}
    </div>
  );
}

export function SelectField(props: FieldProps & { options: readonly { value: string; text: string }[] }) {
  return (
    <div class={props.refusal?.field === props.name ? 'field wrong' : 'field'}>
      <Label {...props} />
      <select
        id={props.name}
        name={props.name}
        required={props.required}
        aria-describedby={described(props)}
        aria-invalid={props.refusal?.field === props.name ? 'true' : undefined}
      >
        {props.options.map(({ value, text }) => (
          <option value={value} selected={value === props.value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What was refused, with every cause and what to do. It takes the focus; its first line leads to the field. */
export function RefusalSummary({ refusal }: { refusal: Refusal | undefined }) {
  if (refusal === undefined) return null;
  return (
    <div class="refusal" role="alert" tabindex={-1} data-focus>
      <h2>There is a problem</h2>
      <p>{refusal.field === null ? refusal.message : <a href={`#${refusal.field}`}>{refusal.message}</a>}</p>
      {refusal.causes.length === 0 ? null : (
        <dl>
          {refusal.causes.map(({ cause, remedy }) => (
            <>
              <dt>{cause}</dt>
              <dd>{remedy}</dd>
            </>
          ))}
        </dl>
      )}
      {refusal.remedy === '' ? null : <p>{refusal.remedy}</p>}
    </div>
  );
}
