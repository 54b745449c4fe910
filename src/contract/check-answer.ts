// Validates the answers, items and errors of an operation against its schemas. Tests switch this on.
import { Value } from '@sinclair/typebox/value';
import { builderWith } from './json-schema.js';
import { errorCodesOf, type OperationDescriptor } from './operation.js';
import { type ErrorData, OperationError } from './operation-error.js';
import type { Schema, SchemaBuilder } from './schema.js';

/** @throws OperationError `internal` that names the first field that does not fit. */
export function checkAnswer(operation: OperationDescriptor, answer: unknown): void {
  if (operation.answer !== undefined) check(operation.answer, answer, `the answer of ${operation.name}`);
}

/** Progress has one shape for every operation and is not an item of its stream. */
export function checkItem(operation: OperationDescriptor, item: unknown): void {
  if ((item as { progress?: unknown } | null)?.progress !== undefined && operation.item === undefined) return;
  if (operation.item !== undefined) check(operation.item, item, `an item of ${operation.name}`);
}

export function checkError(operation: OperationDescriptor, { code, message }: ErrorData): void {
  // An operation without an answer schema declares no errors either.
  if (operation.answer === undefined || errorCodesOf(operation).includes(code)) return;
  throw new OperationError(
    'internal',
    `${operation.name} gave the error ${code}, which it does not declare: ${message}`,
  );
}

const inlining: SchemaBuilder = builderWith((shared) => shared.schema(inlining));

function check(schema: Schema, value: unknown, what: string): void {
  // JSON leaves out a field that is undefined.
  const json = value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  const [first] = Value.Errors(schema(inlining), json);
  if (first === undefined) return;
  const shown = JSON.stringify(first.value) ?? 'nothing';
  throw new OperationError(
    'internal',
    `${what} does not fit its schema at ${first.path || 'its root'}: ${first.message}; it is ${shown.length > 60 ? `${shown.slice(0, 57)}…` : shown}`,
  );
}
