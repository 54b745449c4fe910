// A kind of row of the relying parties: its name in the database, and what its text holds.

export interface Table<Row> {
  readonly name: string;
  /** Never there: it carries the type. */
  readonly row?: Row;
}

/** `name` is unique among the tables of src/epcs. */
export function table<Row>(name: string): Table<Row> {
  return { name: `epcs.${name}` };
}
