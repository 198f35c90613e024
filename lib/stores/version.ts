import type { Version } from "./store.ts";

/** Whether both name the same write; null is the version of what is not there. */
export function isSameVersion(one: Version | null, other: Version | null): boolean {
  return one?.number === other?.number && one?.writeId === other?.writeId;
}
