// A table of the relying parties: its name in the database, and the type of its rows.

export interface Table<Row> {
  readonly name: string;
  /** For the compiler only: the type of a row. */
  readonly row?: Row;
}

/** `name` is unique among the tables of src/epcs. */
export function table<Row>(name: string): Table<Row> {
  return { name: `epcs.${name}` };
}
