import { type Identity, keyOf, type Mutant } from "./mutant.ts";

/** A mutant that no test can find, because the program does what it did. */
export interface Equivalent extends Identity {
  /** Why no test can find it. */
  readonly why: string;
}

/** What the list of equivalent mutants comes to in a run. */
export interface Weighed {
  readonly equivalent: ReadonlyMap<Mutant, Equivalent>;
  /** What is wrong with the list. */
  readonly faults: readonly string[];
}

/** Holds the list against the mutants of `files`; entries for other files are left alone. */
export function weigh(list: readonly Equivalent[], mutants: readonly Mutant[], files: readonly string[]): Weighed {
  const byKey = new Map(mutants.map((mutant) => [keyOf(mutant), mutant]));
  const equivalent = new Map<Mutant, Equivalent>();
  const faults: string[] = [];
  for (const entry of list.filter(({ file }) => files.includes(file))) {
    const mutant = byKey.get(keyOf(entry));
    const fault = faultOf(entry, mutant);
    if (fault !== null) faults.push(`${describe(entry)}: ${fault}`);
    else if (mutant !== undefined) equivalent.set(mutant, entry);
  }
  return { equivalent, faults };
}

function faultOf({ why }: Equivalent, mutant: Mutant | undefined): string | null {
  if (mutant === undefined) return "there is no such mutant any more";
  if (!isSurvivor(mutant)) return `is not equivalent: ${mutant.reported.status}`;
  return why.trim() === "" ? "nothing says why it is equivalent" : null;
}

function describe({ file, mutator, original, replacement }: Equivalent): string {
  return `${file} ${mutator} ${original} → ${replacement}`;
}

/** Whether no test noticed it. */
export function isSurvivor({ reported: { status } }: Mutant): boolean {
  return status === "Survived" || status === "NoCoverage";
}
