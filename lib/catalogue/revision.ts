import type { PolicyPatch } from "../breaker/index.ts";
import type { Json } from "../stores/store.ts";

/** How many revisions are kept of a node type, and of the default policy; older ones are dropped. */
export const KEPT_REVISIONS = 50;
/** Characters of JSON that they may have together: they are stored with what they tell of, at every edit. */
const KEPT_CHARACTERS = 250_000;

/** A field that an edit changed, by the name that the API gives it. A side is left out where nothing was said. */
export interface Change {
  readonly field: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** How a revision came about. */
export type RevisionAct =
  | { readonly kind: "created" }
  | { readonly kind: "edited" }
  | { readonly kind: "rolled_back"; readonly to: number };

/** One edit: who, when, what it changed, and the policy that was said from then on. */
export interface Revision {
  readonly revision: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly actor: string;
  readonly reason: string | null;
  readonly act: RevisionAct;
  readonly policy: PolicyPatch;
  readonly changes: readonly Change[];
}

/** `kept` with one more, newest first. The newest is kept however long it is. */
export function withRevision(kept: readonly Revision[], added: Revision): Revision[] {
  let room = KEPT_CHARACTERS - charactersOf(added);
  const older = kept.slice(0, KEPT_REVISIONS - 1);
  const dropped = older.findIndex((revision) => {
    room -= charactersOf(revision);
    return room < 0;
  });
  return [added, ...(dropped === -1 ? older : older.slice(0, dropped))];
}

/**
 * The only revision that is known of what an earlier release stored without its revisions: the one that is in force.
 * What it changed nobody knows any more.
 */
export function onlyRevision(known: Omit<Revision, "reason" | "changes">): Revision {
  return { ...known, reason: null, changes: [] };
}

function charactersOf(revision: Revision): number {
  return JSON.stringify(revision).length;
}
