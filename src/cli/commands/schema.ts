// `foblab schema [operation]`: what each operation takes, answers, streams and refuses, as JSON Schema 2020-12.
import { closest } from '../../contract/did-you-mean.js';
import { OperationError } from '../../contract/operation-error.js';
import { operationSchemas } from '../../contract/operation-schemas.js';
import { optional, readArguments, text } from '../../contract/parameter.js';
import { allOperations, findOperation, operationCommands, operationNames } from '../../operations/index.js';
import { write } from '../output.js';
import { type Command, described } from './command.js';

const parameters = {
  operation: optional(text('name of one operation, such as fob.press; all where left out', 'operation')),
};

export const schema: Command = {
  operation: described({
    command: 'schema',
    summary: 'the JSON Schemas of what operations take, answer, stream and refuse',
    help: 'One JSON object. Without a name its `operations` maps every operation to {parameters, answer, item, errors}; with one it is that entry. The documents are JSON Schema 2020-12, and each stands alone. The `schema` field of an answer is the `$id` of its schema.',
    examples: ['foblab schema fob.press', "foblab schema | jq '.operations | keys'"],
    parameters,
    positionals: ['operation'],
  }),
  async run({ arguments: given }) {
    const { operation: name } = readArguments('schema', parameters, given);
    if (name === undefined) {
      const operations = Object.fromEntries(
        (await allOperations()).map((operation) => [operation.name, operationSchemas(operation)]),
      );
      write(JSON.stringify({ schema: 'foblab.schemas/1', operations }));
      return 0;
    }
    const operation = await findOperation(operationCommands.get(name) ?? name);
    if (operation === undefined) {
      const near = closest(name, operationNames);
      throw new OperationError(
        'not-found',
        `there is no operation ${JSON.stringify(name)}${near ? `; did you mean ${near}?` : ''}`,
        { parameter: 'operation', remedy: { operation: 'schema' } },
      );
    }
    write(JSON.stringify(operationSchemas(operation)));
    return 0;
  },
};
