// The content of a target file, checked and typed.
import type { TargetOutcome, TimeBase } from './target.js';
import type { Template } from './template.js';

export type TargetDescription = CommandDescription | HttpDescription;

/** The fields of every target. */
export interface Described {
  readonly name: string;
  readonly description: string;
  readonly timeBase: TimeBase;
  readonly timeoutMs: number;
  readonly secrets: readonly SecretSource[];
  /** The first rule whose conditions all hold decides. */
  readonly rules: readonly VerdictRule[];
}

export interface CommandDescription extends Described {
  readonly kind: 'command';
  /** A name looked up in PATH, or an absolute path. */
  readonly program: string;
  /** The absolute path of the folder that it runs in. */
  readonly folder: string;
  readonly arguments: readonly Template[];
  /** Added to foblab's own environment. */
  readonly env: readonly (readonly [string, Template])[];
  /** The text on standard input; null for none. */
  readonly input: MessageTemplate | null;
}

export interface HttpDescription extends Described {
  readonly kind: 'http';
  readonly method: string;
  readonly url: UrlTemplate;
  readonly headers: readonly (readonly [string, Template])[];
  readonly body: MessageTemplate | null;
}

/** Split into parts, so that an inserted value can never change where the request goes. */
export interface UrlTemplate {
  /** `https://host:port`, without placeholders. */
  readonly origin: string;
  /** The path's segments, between slashes. */
  readonly segments: readonly Template[];
  /** The query after `?`; null without a `?`. */
  readonly query: Template | null;
}

export type SecretSource = { readonly name: string } & (
  | { readonly from: 'env'; readonly variable: string }
  | { readonly from: 'file'; readonly path: string }
);

/** A body or standard input, in a form whose escaping is known. */
export type MessageTemplate =
  | { readonly form: 'json'; readonly value: JsonTemplate }
  | { readonly form: 'form'; readonly fields: readonly (readonly [string, Template])[] }
  | { readonly form: 'xml' | 'text'; readonly template: Template }
  | { readonly form: 'lines'; readonly lines: readonly Template[] };

export type JsonTemplate =
  | { readonly type: 'text'; readonly template: Template }
  /** A placeholder whose value is a number, sent as one. */
  | { readonly type: 'number'; readonly placeholder: string }
  | { readonly type: 'literal'; readonly value: JsonScalar }
  | { readonly type: 'list'; readonly items: readonly JsonTemplate[] }
  | { readonly type: 'mapping'; readonly entries: readonly (readonly [string, JsonTemplate])[] };

export type JsonScalar = string | number | boolean | null;

export interface VerdictRule {
  readonly outcome: TargetOutcome;
  /** The rule in words: `rule 2 (status 200, json /result/value = false)`. */
  readonly label: string;
  readonly exit: readonly IntegerRange[] | null;
  readonly status: readonly IntegerRange[] | null;
  readonly stdout: RegExp | null;
  readonly stderr: RegExp | null;
  readonly body: RegExp | null;
  /** A value inside the answer's JSON: an HTTP body or a command's standard output. */
  readonly json: { readonly pointer: readonly string[]; readonly equals: JsonScalar } | null;
}

export interface IntegerRange {
  readonly from: number;
  readonly to: number;
}
