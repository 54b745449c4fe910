// Names a service of a host and carries its type, so that a caller can ask for a service without loading its code.

export interface ServiceKey<T> {
  readonly name: string;
  /** For the compiler alone: the type of the service. */
  readonly service?: T;
}

/** `name` is for people who debug; the key itself identifies the service. */
export function serviceKey<T>(name: string): ServiceKey<T> {
  return { name };
}
