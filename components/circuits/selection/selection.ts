/** Some circuits by name, or all that match but for those. */
export interface Selection {
  readonly all: boolean;
  readonly named: ReadonlySet<string>;
}

export const NONE: Selection = { all: false, named: new Set() };

export function isSelected({ all, named }: Selection, circuit: string): boolean {
  return named.has(circuit) !== all;
}

/** The selection with these circuits in it, or without them. */
export function withCircuits(selection: Selection, circuits: readonly string[], selected: boolean): Selection {
  const named = new Set(selection.named);
  for (const circuit of circuits) {
    if (selected === selection.all) named.delete(circuit);
    else named.add(circuit);
  }
  return { all: selection.all, named };
}

/**
 * How many are selected.
 * @param shown the circuits on the page: what is named and no longer there does not count
 * @param matching how many match, on the page and beyond
 */
export function countSelected({ all, named }: Selection, shown: readonly string[], matching: number): number {
  const present = shown.filter((circuit) => named.has(circuit)).length;
  return all ? matching - present : present;
}
