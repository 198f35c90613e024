/** A row of names and values. Rows are told apart by `id`: while one types, names are blank or twice the same. */
export interface Pair {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

let lastId = 0;

export function newPair(name = "", value = ""): Pair {
  lastId += 1;
  return { id: lastId, name, value };
}

export function pairsOf(record: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(record).map(([name, value]) => newPair(name, value));
}

/** Rows with nothing in them are no rows. */
export function filled(pairs: readonly Pair[]): Pair[] {
  return pairs.filter(({ name, value }) => name.trim() !== "" || value !== "");
}

/** Names that are there more than once, which a record cannot say. */
export function repeatedNames(pairs: readonly Pair[]): string[] {
  const names = filled(pairs).map(({ name }) => name.trim());
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

export function recordOf(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(filled(pairs).map(({ name, value }) => [name.trim(), value]));
}
