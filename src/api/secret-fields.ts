// What of an answer leaves the server: a field that holds a secret is withheld unless the server and the token allow it.
import type { Type } from '@sinclair/typebox';
import { builderWith } from '../contract/json-schema.js';
import type { OperationDescriptor } from '../contract/operation.js';
import type { SchemaBuilder } from '../contract/schema.js';

/**
 * A copy without the fields; `withheld` names the ones that were there. A name counts at any depth, and a path such as
 * `value.codes` from the root.
 */
export function withoutSecrets(operation: OperationDescriptor, answer: unknown): unknown {
  const secret = new Set(operation.secretFields);
  const withheld = new Set<string>();
  const shown = strip(answer, '', secret, withheld);
  if (withheld.size === 0 || typeof shown !== 'object' || shown === null) return shown;
  return { ...shown, withheld: [...withheld] };
}

function strip(value: unknown, path: string, secret: ReadonlySet<string>, withheld: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => strip(one, path, secret, withheld));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  const shown: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const own = path === '' ? name : `${path}.${name}`;
    const found = secret.has(name) ? name : secret.has(own) ? own : undefined;
    if (found === undefined) shown[name] = strip(field, own, secret, withheld);
    else if (field !== null && field !== undefined) withheld.add(found);
  }
  return shown;
}

/**
 * True for a change whose answer always holds a secret, such as new backup codes: done without its answer, the secret
 * would be lost.
 */
export function makesSecret(operation: OperationDescriptor): boolean {
  if (operation.effect === 'read' || operation.secretFields.length === 0 || operation.answer === undefined)
    return false;
  const inlining: SchemaBuilder = builderWith((shared) => shared.schema(inlining));
  const { required = [] } = operation.answer(inlining) as ReturnType<typeof Type.Object>;
  return operation.secretFields.some((name) => required.includes(name));
}
