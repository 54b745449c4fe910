// Forms: a token against forged posts, and the fields of one operation. Whether a field is mandatory, which options it
// has and what kind of field it is come from the operation's parameters; a page gives the words of its document.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Parameter } from '../contract/parameter.js';
import { findOperation } from '../operations/index.js';
import { Field, type FieldWords } from './field.js';
import type { Refused } from './site.js';
import { formToken } from './visitor.js';

export function Form(props: {
  c: Context;
  action: string;
  children?: Child;
  class?: string;
  files?: boolean;
  /** A page that waits sends this form by itself when it may go on. */
  goesOn?: boolean;
  /** The script sends it as soon as it is shown. */
  atOnce?: boolean;
}) {
  return (
    <form
      method="post"
      action={props.action}
      class={props.class ?? 'form'}
      enctype={props.files ? 'multipart/form-data' : undefined}
      novalidate
      data-goes-on={props.goesOn ? '' : undefined}
      data-at-once={props.atOnce ? '' : undefined}
    >
      <input type="hidden" name="form" value={formToken(props.c)} />
      <input type="hidden" name="request" value={crypto.randomUUID()} />
      {props.children}
    </form>
  );
}

export interface OperationFormProps {
  c: Context;
  action: string;
  /** Such as `gold.sign-in`. */
  verb: string;
  /** In the order in which they are shown, by the parameter's name. */
  fields: Readonly<Record<string, FieldWords>>;
  /** What the form sends along without showing it. */
  hidden?: Readonly<Record<string, string>>;
  /** The function's label; several buttons where each sends a value of its own. */
  button: string | readonly ButtonWords[];
  class?: string;
  /** What the form was refused with, and what was typed into it. */
  refused?: Refused | undefined;
  /** Before the buttons. */
  children?: Child;
  /** Beside the button. */
  beside?: Child;
  goesOn?: boolean;
  atOnce?: boolean;
  /** The line of 004:164. */
  mandatoryLine?: boolean;
}

export interface ButtonWords {
  readonly text: string;
  readonly name: string;
  readonly value: string;
  readonly plain?: boolean;
}

export async function OperationForm(props: OperationFormProps) {
  const { c, action, verb, fields, hidden = {}, button, refused, beside } = props;
  const operation = await findOperation(`epcs-${verb}`);
  if (operation === undefined) throw new Error(`There is no operation epcs-${verb}.`);
  const parameters = operation.parameters as Readonly<Record<string, Parameter<unknown>>>;
  const mine = refused?.verb === verb ? refused : undefined;
  const buttons = typeof button === 'string' ? [{ text: button, name: '', value: '' }] : button;
  return (
    <Form
      c={c}
      action={action}
      goesOn={props.goesOn === true}
      atOnce={props.atOnce === true}
      {...(props.class === undefined ? {} : { class: props.class })}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {props.mandatoryLine ? <p class="hint">Fields marked with * are mandatory</p> : null}
      {Object.entries(fields).map(([name, words]) => {
        const parameter = parameters[name];
        if (parameter === undefined) throw new Error(`epcs-${verb} takes no ${name}.`);
        return <Field verb={verb} name={name} parameter={parameter} words={words} refused={mine} />;
      })}
      {props.children ?? null}
      <div class="buttons">
        {buttons.map(({ text, name, value, plain }: ButtonWords) => (
          <button
            type="submit"
            class={plain ? '' : 'primary'}
            name={name === '' ? undefined : name}
            value={name === '' ? undefined : value}
          >
            {text}
          </button>
        ))}
        {beside ?? null}
      </div>
    </Form>
  );
}

/** A form that is one button: what it does needs no field, or only hidden ones. */
export function ButtonForm(props: {
  c: Context;
  action: string;
  text: string;
  /** What the button acts on, for a screen reader. */
  of?: string;
  hidden?: Readonly<Record<string, string>>;
  class?: string;
}) {
  const { c, action, text, of, hidden = {} } = props;
  return (
    <Form c={c} action={action} class="inline">
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={props.class ?? ''}>
        {text}
        {of === undefined ? null : <span class="hidden"> {of}</span>}
      </button>
    </Form>
  );
}
