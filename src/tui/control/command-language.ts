// How a person would write an operation in a shell. The command line owns that; this face is given it.
export interface CommandLanguage {
  /** From words, without `foblab`, to an operation and its arguments. @throws OperationError `usage`. */
  read(words: readonly string[]): { operation: string; arguments: Record<string, unknown> };
  /** The words that do the same, without `foblab`. A secret is the name of its file. */
  write(operation: string, values: Readonly<Record<string, unknown>>): string[];
}
