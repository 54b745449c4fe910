// Method and path of an operation, from its effect, noun, verb and subject. One function makes every route.
import type { OperationDescriptor } from '../contract/operation.js';
import type { Parameter } from '../contract/parameter.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Route {
  method: Method;
  /** Below `/v1`, with a parameter of the operation in braces: `/fobs/{fob}/press`. */
  path: string;
  /** The parameters that stand in the path. */
  inPath: readonly string[];
}

/**
 * @example
 * routeOf(press); // { method: 'POST', path: '/fobs/{fob}/press', inPath: ['fob'] }
 */
export function routeOf(operation: OperationDescriptor): Route {
  if (operation.route !== undefined) {
    const [method, path] = operation.route.split(' ') as [Method, string];
    return route(method, path);
  }
  const [noun, verb] = operation.name.split('.') as [string, string];
  // A relying party is one system with pages of its own, not a collection: /epcs/gold/sign-in.
  if (noun.startsWith('epcs-')) {
    const system = `/epcs/${noun.slice('epcs-'.length)}`;
    return route(methodOf(operation), verb === 'list' ? system : `${system}/${verb}`);
  }
  const subject = creating.has(verb) ? undefined : subjectOf(operation, noun);
  const collection = `/${singletons.has(noun) ? noun : plural(noun)}`;
  const one = subject === undefined ? collection : `${collection}/{${subject}}`;
  if (subject !== undefined && isFob(operation, subject) && noun !== 'fob') {
    // What another noun does with a fob stands below the fob: /fobs/{fob}/link/open.
    const below = `/fobs/{${subject}}/${noun}`;
    return route(methodOf(operation), verb === 'list' ? below : `${below}/${verb}`);
  }
  if (operation.effect === 'read') {
    if (verb === 'show' && subject !== undefined) return route(methodOf(operation), one);
    if (verb === 'list') return route(methodOf(operation), one);
  } else {
    if (creating.has(verb)) return route('POST', collection);
    if (ending.has(verb) && subject !== undefined) return route('DELETE', one);
  }
  return route(methodOf(operation), `${one}/${verb}`);
}

/** Nouns of which a bench has one. */
const singletons = new Set(['bench', 'audit', 'pool']);
const creating = new Set(['add', 'enroll', 'start']);
const ending = new Set(['remove', 'delete', 'end', 'revoke']);

/** A GET has no body: a read that takes a file or a secret is a POST. */
function methodOf({ effect, parameters }: OperationDescriptor): Method {
  const needsBody = Object.values(parameters).some(({ kind }) => inBody.has(kind));
  return effect === 'read' && !needsBody ? 'GET' : 'POST';
}

const inBody = new Set<Parameter<unknown>['kind']>(['content', 'lines', 'secret']);

/** The parameter that names the one thing that the operation is about. */
function subjectOf({ parameters, positionals }: OperationDescriptor, noun: string): string | undefined {
  const fob = Object.keys(parameters).find(
    (name) => parameters[name]!.kind === 'fob' && parameters[name]!.required,
  );
  if (fob !== undefined) return fob;
  const [first] = positionals;
  if (first === undefined || !parameters[first]!.required) return undefined;
  return first === 'serial' || first === 'name' || first === noun ? first : undefined;
}

function isFob({ parameters }: OperationDescriptor, subject: string): boolean {
  return parameters[subject]!.kind === 'fob';
}

function plural(noun: string): string {
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

function route(method: Method, path: string): Route {
  return { method, path, inPath: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!) };
}

/** As the router writes it: `/fobs/:fob/press`. */
export function pathPattern({ path }: Route): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
