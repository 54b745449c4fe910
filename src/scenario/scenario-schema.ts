// The JSON Schema of a scenario file, for editors. It is made from the table of operations.
import type { JsonSchema } from '../contract/json-schema.js';
import { errorCodes } from '../contract/operation-error.js';
import { operationSchemas } from '../contract/operation-schemas.js';
import type { Operation } from '../host/operation.js';

export function scenarioSchema(operations: readonly Operation[]): JsonSchema {
  const anything = { type: ['string', 'number', 'boolean', 'array', 'object', 'null'] };
  const fields = { type: 'object', additionalProperties: anything };
  const scalar = { type: ['string', 'number', 'boolean'] };
  const steps = { type: 'array', items: { $ref: '#/$defs/step' } };
  const expectation = { anyOf: [scalar, fields] };
  const operationSteps = operations.flatMap((operation) => {
    const { properties, required } = operationSchemas(operation).parameters;
    const names = Object.keys((properties as object | undefined) ?? {});
    const given = {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        names.map((name) => [name, { ...anything, description: operation.parameters[name]!.summary }]),
      ),
      ...(Array.isArray(required) && required.length > 0 ? { required } : {}),
    };
    const short = operation.positionals.length > 0 ? { anyOf: [scalar, { type: 'null' }, given] } : given;
    return [...new Set([operation.command, operation.name])].map(
      (name) => [name, { description: operation.summary, ...short }] as const,
    );
  });
  const control = {
    expect: fields,
    'expect-screen': fields,
    'expect-verdict': expectation,
    'expect-event': expectation,
    'expect-not': fields,
    'expect-reply': fields,
    send: {
      type: 'object',
      additionalProperties: false,
      required: ['fob', 'line'],
      properties: { fob: scalar, line: scalar },
    },
    repeat: {
      type: 'object',
      additionalProperties: false,
      required: ['times', 'steps'],
      properties: { times: { type: ['integer', 'string'] }, steps },
    },
    parallel: { type: 'array', items: { anyOf: [{ $ref: '#/$defs/step' }, steps] } },
    include: { type: 'string' },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'foblab.scenario/1',
    title: 'A foblab scenario',
    type: 'object',
    additionalProperties: false,
    required: ['scenario', 'steps'],
    properties: {
      scenario: { enum: [1, '1'] },
      name: { type: 'string' },
      description: { type: 'string' },
      bench: {
        type: 'object',
        additionalProperties: false,
        properties: { at: { type: 'string' }, seed: { type: ['string', 'integer'] } },
      },
      fobs: { type: 'array', items: fields },
      steps,
    },
    $defs: {
      step: {
        anyOf: [
          { enum: operationSteps.map(([name]) => name) },
          {
            type: 'object',
            additionalProperties: false,
            minProperties: 1,
            properties: {
              ...Object.fromEntries(operationSteps),
              ...control,
              capture: { type: 'object', additionalProperties: { type: 'string' } },
              refused: {
                anyOf: [
                  { enum: Object.keys(errorCodes) },
                  {
                    type: 'object',
                    additionalProperties: false,
                    properties: { code: { enum: Object.keys(errorCodes) }, message: { type: 'string' } },
                  },
                ],
              },
            },
          },
        ],
      },
    },
  };
}
