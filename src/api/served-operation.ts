// The operations that a server offers, each with its route.
import type { OperationDescriptor } from '../contract/operation.js';
import type { Operation } from '../host/operation.js';
import { type Route, routeOf } from './route.js';

export interface ServedOperation {
  operation: Operation;
  route: Route;
  /** The parameters that a client may give. Those that name a place on the server's own machine are left out. */
  parameters: OperationDescriptor['parameters'];
  /** The one parameter that takes a file's content, which may also be the whole body of a request. */
  content: string | undefined;
}

export function servedOperations(operations: readonly Operation[]): readonly ServedOperation[] {
  return operations.filter(isServed).map((operation) => {
    const parameters = Object.fromEntries(
      Object.entries(operation.parameters).filter(([, parameter]) => parameter.localOnly !== true),
    );
    const content = Object.keys(parameters).find((name) => parameters[name]!.kind === 'content');
    return { operation, route: routeOf(operation), parameters, content };
  });
}

/** What needs a folder of the server's machine is not for its clients; `POST /v1/labs` starts a bench for them. */
function isServed({ parameters }: OperationDescriptor): boolean {
  return !Object.values(parameters).some(
    ({ kind, localOnly, required }) => required && (kind === 'folder' || localOnly === true),
  );
}
