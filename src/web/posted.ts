// Reads a posted form with the parameters of its operation. It accepts only forms that were shown to this browser.
import type { Context } from 'hono';
import type { Parameter } from '../contract/parameter.js';
import { findOperation } from '../operations/index.js';
import { isOwnForm } from './visitor.js';

const mostBytes = 3 << 20;

export interface Posted {
  readonly [name: string]: string;
}

/** @returns undefined if the form was not shown to this browser, or is too large; then do nothing */
export async function posted(c: Context): Promise<Posted | undefined> {
  return (await postedWithFiles(c))?.fields;
}

export interface PostedWithFiles {
  readonly fields: Posted;
  readonly files: Readonly<Record<string, File>>;
}

export async function postedWithFiles(c: Context): Promise<PostedWithFiles | undefined> {
  if (!(Number(c.req.header('content-length') ?? Number.NaN) <= mostBytes)) return undefined;
  const body = await c.req.parseBody({ all: true });
  const [fields, files]: [Record<string, string>, Record<string, File>] = [{}, {}];
  for (const [name, value] of Object.entries(body)) {
    if (value instanceof File) files[name] = value;
    else fields[name] = Array.isArray(value) ? value.filter(isText).join('\n') : value;
  }
  return isOwnForm(c, fields.form) ? { fields, files } : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The operation's arguments: every parameter that the form has, converted to its kind. */
export async function givenBy(verb: string, form: Posted): Promise<Record<string, unknown>> {
  const operation = await findOperation(`epcs-${verb}`);
  const given: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(operation?.parameters ?? {})) {
    if (name === 'session' || name === 'store') continue;
    const { kind, required } = parameter as Parameter<unknown>;
    const text = form[name];
    if (kind === 'flag') given[name] = text === 'yes';
    else if (kind === 'names') given[name] = (text ?? '').split(/[\s,]+/).filter((one) => one !== '');
    else if (text === undefined || (text === '' && !required)) continue;
    else given[name] = isCode(name) ? codeOf(text) : text;
  }
  return given;
}

function isCode(name: string): boolean {
  return /^(?:otp|code|nextOtp|currentCode|nextCode)$/.test(name);
}

/** The code without the spaces that a person types or pastes. */
export function codeOf(text: string | undefined): string {
  return (text ?? '').replace(/\s/g, '');
}
