import { type Failure, type Instant, KEPT_FAILURES, KEPT_MESSAGE_LENGTH } from "./circuit.ts";

/** What a circuit remembers of a call that speaks against its dependency. */
export function failureAt(
  now: Instant,
  { message, group }: { readonly message: string; readonly group: string },
): Failure {
  return { at: now, message: cap(message), group };
}

/** The last failures with one more; the oldest go first. */
export function withFailure(failures: readonly Failure[], failure: Failure): readonly Failure[] {
  return [...failures.slice(1 - KEPT_FAILURES), failure];
}

/** Well-formed, because half a character (from here or from upstream) makes JSON that strict readers refuse. */
function cap(message: string): string {
  const kept = message.length <= KEPT_MESSAGE_LENGTH ? message : `${message.slice(0, KEPT_MESSAGE_LENGTH - 1)}…`;
  return kept.toWellFormed();
}
