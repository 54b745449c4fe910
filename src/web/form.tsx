// A form for one operation, with a token against forged posts. The parameters of the operation decide the kind and options of a
// field and whether it is mandatory. A page adds the words of its source document.
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
  /** True if a waiting page submits this form itself when it can continue. */
  goesOn?: boolean;
  /** True if the script submits the form as soon as the page is shown. */
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
  /** The verb, such as `gold.sign-in`. */
  verb: string;
  /** The fields by parameter name, in the displayed order. */
  fields: Readonly<Record<string, FieldWords>>;
  /** Hidden fields. */
  hidden?: Readonly<Record<string, string>>;
  /** The label of the button, or several buttons that each send their own value. */
  button: string | readonly ButtonWords[];
  class?: string;
  /** The refusal of the form, and the typed values. */
  refused?: Refused | undefined;
  /** Content before the buttons. */
  children?: Child;
  /** Content beside the button. */
  beside?: Child;
  goesOn?: boolean;
  atOnce?: boolean;
  /** True to show the line of 004:164. */
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

/** A form with one button and no visible fields. */
export function ButtonForm(props: {
  c: Context;
  action: string;
  text: string;
  /** The object of the action, for a screen reader. */
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
