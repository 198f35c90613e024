import { describeOperation, describeSeen, type Operation } from "./operation.ts";
import { type Found, searchLinearization } from "./search.ts";

export type Verdict =
  | { readonly isLinearizable: true }
  | {
      readonly isLinearizable: false;
      /** The shortest beginning of the history that no order explains, by invocation; what had not returned is unknown. */
      readonly prefix: readonly Operation[];
      /** The operation whose answer made it so. */
      readonly offending: Operation;
      /** All that for people to read. */
      readonly report: string;
    };

/**
 * Whether one value's history can be explained by operations that each took effect at one moment between invocation and
 * return. `unavailable` answers vouch that there was no effect.
 */
export function checkHistory(history: readonly Operation[]): Verdict {
  const calls = history
    .filter(({ answer }) => answer.kind !== "unavailable")
    .toSorted((one, other) => one.invokedAt - other.invokedAt);
  if (searchLinearization(calls).isComplete) return { isLinearizable: true };
  const returned = calls
    .filter(({ answer }) => answer.kind !== "unknown")
    .toSorted((one, other) => one.returnedAt - other.returnedAt);
  for (const offending of returned) {
    const prefix = prefixUntil(calls, offending.returnedAt);
    const found = searchLinearization(prefix);
    if (!found.isComplete)
      return { isLinearizable: false, prefix, offending, report: reportOf(prefix, offending, found) };
  }
  throw new Error("A history is not linearizable, and all its beginnings are");
}

function prefixUntil(calls: readonly Operation[], end: number): Operation[] {
  return calls
    .filter(({ invokedAt }) => invokedAt <= end)
    .map((each) => (each.returnedAt <= end ? each : { ...each, answer: { kind: "unknown" } }));
}

function reportOf(prefix: readonly Operation[], offending: Operation, { order, last }: Found): string {
  const names = order.map((index) => `#${index + 1}`);
  return [
    `No order explains these ${prefix.length} operations; with the one marked, it ends:`,
    ...prefix.map((each, index) => `${each === offending ? ">" : " "} #${index + 1}  ${describeOperation(each)}`),
    `The longest order that explains its answers: ${names.join(" ") || "none"}; it leaves ${describeSeen(last.current)}.`,
  ].join("\n");
}
