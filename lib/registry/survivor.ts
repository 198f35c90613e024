import type { Circuit } from "../breaker/index.ts";
import type { Version } from "../stores/store.ts";
import { isSameVersion } from "../stores/version.ts";
import { merge } from "./merge.ts";

/** Whether a store that holds this version has lost what it was known to hold: it gives the lost numbers again. */
export function hasGoneBack(version: Version, known: Version | null): boolean {
  return known !== null && version.number <= known.number && !isSameVersion(version, known);
}

/**
 * What a circuit is where the store lost its last writes and this process still knows them: an act of a person that
 * only one side knows wins; else the stricter state does, at a generation that neither side has given a permit in.
 *
 * @param known what was once known to be stored
 * @param stored what the store holds now, from before that or written since it came back
 */
export function survivor(known: Circuit, stored: Circuit): Circuit {
  if (stored.acts > known.acts) return stored;
  if (stored.generation === known.generation && stored.state === known.state) return known;
  if (stored.acts < known.acts) return { ...known, generation: Math.max(known.generation, stored.generation) + 1 };
  return merge(known, known, stored);
}
