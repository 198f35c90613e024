import type { Version } from "../../lib/stores/store.ts";

/** What was seen of a value; null where nothing was there. */
export type Seen = { readonly version: Version; readonly value: string } | null;

export type Call =
  | { readonly kind: "get" }
  | {
      readonly kind: "swap";
      readonly expected: Version | null;
      /** Null removes the value. */
      readonly next: string | null;
      readonly writeId: string;
    };

export type Answer =
  | { readonly kind: "seen"; readonly seen: Seen }
  | { readonly kind: "applied"; readonly version: Version }
  | { readonly kind: "conflict"; readonly current: Seen }
  /** The call was refused, and must never have had an effect. */
  | { readonly kind: "unavailable" }
  /** The reply was lost: the call may have had its effect at any time since, or may yet have it, or never. */
  | { readonly kind: "unknown" };

/** One call on one value, as its client saw it. Times are of one clock, in any unit. */
export interface Operation {
  readonly client: string;
  readonly call: Call;
  readonly answer: Answer;
  readonly invokedAt: number;
  /** When the answer came. An unknown one counts as never having come. */
  readonly returnedAt: number;
}

/** In one line, such as `one  1.20–1.90  swap 3 by a → "x" as b: applied 4 by b`. */
export function describeOperation({ client, call, answer, invokedAt, returnedAt }: Operation): string {
  const until = answer.kind === "unknown" ? "…" : returnedAt.toFixed(2);
  return `${client}  ${invokedAt.toFixed(2)}–${until}  ${describeCall(call)}: ${describeAnswer(answer)}`;
}

function describeCall(call: Call): string {
  if (call.kind === "get") return "get";
  return `swap ${describeVersion(call.expected)} → ${JSON.stringify(call.next)} as ${call.writeId}`;
}

function describeAnswer(answer: Answer): string {
  if (answer.kind === "applied") return `applied ${describeVersion(answer.version)}`;
  if (answer.kind === "seen") return describeSeen(answer.seen);
  if (answer.kind === "conflict") return `conflict with ${describeSeen(answer.current)}`;
  return answer.kind;
}

export function describeSeen(seen: Seen): string {
  return seen === null ? "nothing" : `${describeVersion(seen.version)}, ${JSON.stringify(seen.value)}`;
}

function describeVersion(version: Version | null): string {
  return version === null ? "nothing" : `${version.number} by ${version.writeId}`;
}
