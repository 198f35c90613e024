import { OperationError } from "../errors.ts";

/**
 * Holds an edit back where something has been edited since its author looked at it.
 * @param what what is edited, as a sentence begins with it
 * @throws OperationError `revision_moved`
 */
export function checkRevision(what: string, current: number, expected: number | null | undefined): void {
  if (expected === undefined || expected === null || expected === current) return;
  throw revisionMoved(what, `: it is at revision ${current}`);
}

/** The error for an edit that somebody else's has overtaken. */
export function revisionMoved(what: string, by = ""): OperationError {
  return new OperationError("revision_moved", `${what} has been edited since it was looked at${by}.`);
}
