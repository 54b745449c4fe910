// Reads an answer with the rules of the target file: the first rule whose conditions all hold decides.
import { matches } from './bounded-match.js';
import { valueAt } from './json-pointer.js';
import type { IntegerRange, VerdictRule } from './target-description.js';

export interface Answer {
  readonly exit: number | null;
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly body: string;
  /** The bytes that hold JSON, if the answer is JSON. */
  readonly jsonBytes: Uint8Array;
}

export type Reading = { readonly rule: VerdictRule } | { readonly rule: null; readonly why: string };

export function readAnswer(rules: readonly VerdictRule[], answer: Answer): Reading {
  let document: { value: unknown } | null | undefined;
  for (const rule of rules) {
    if (rule.exit !== null && !within(rule.exit, answer.exit)) continue;
    if (rule.status !== null && !within(rule.status, answer.status)) continue;
    // A gateway error is no refusal: only a rule that names a 5xx status reads one (RFC 9110 §15.6).
    if (rule.status === null && answer.status !== null && answer.status >= 500) continue;
    if (rule.json !== null) {
      if (document === undefined) document = parseJson(answer.jsonBytes);
      if (document === null || valueAt(document.value, rule.json.pointer) !== rule.json.equals) continue;
    }
    let held = true;
    for (const part of ['stdout', 'stderr', 'body'] as const) {
      const pattern = rule[part];
      if (pattern === null || !held) continue;
      const found = matches(pattern, answer[part]);
      if (found === 'too-long')
        return {
          rule: null,
          why: `the pattern of ${rule.label} takes too long on this answer: make it simpler`,
        };
      held = found;
    }
    if (held) return { rule };
  }
  return { rule: null, why: document === null ? 'no rule reads it, and it is not JSON' : 'no rule reads it' };
}

function within(ranges: readonly IntegerRange[], value: number | null): boolean {
  return value !== null && ranges.some(({ from, to }) => value >= from && value <= to);
}

/** JSON is UTF-8; anything else is not JSON (RFC 8259 §8.1). */
function parseJson(bytes: Uint8Array): { value: unknown } | null {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return null;
  }
}
