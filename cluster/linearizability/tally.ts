import type { Answer, Call, Operation } from "./operation.ts";

type SwapCall = Extract<Call, { kind: "swap" }>;

export interface Tally {
  readonly operations: number;
  /** Swaps whose reply was lost, for a fault or because their client died. */
  readonly lostReplies: number;
  /** Those of them that are known to have been applied: somebody saw what they wrote, or a repeat was told. */
  readonly unknownApplied: number;
  /** Calls that the store refused. */
  readonly refused: number;
}

export function tallyOf(history: readonly Operation[]): Tally {
  const lost = history.filter(({ call, answer }) => call.kind === "swap" && answer.kind === "unknown");
  const writers = new Set(history.map(({ answer }) => writerIn(answer)));
  return {
    operations: history.length,
    lostReplies: lost.length,
    unknownApplied: lost.filter(({ call }) => writers.has((call as SwapCall).writeId)).length,
    refused: history.filter(({ answer }) => answer.kind === "unavailable").length,
  };
}

export function sum(one: Tally, other: Tally): Tally {
  return {
    operations: one.operations + other.operations,
    lostReplies: one.lostReplies + other.lostReplies,
    unknownApplied: one.unknownApplied + other.unknownApplied,
    refused: one.refused + other.refused,
  };
}

function writerIn(answer: Answer): string | undefined {
  if (answer.kind === "applied") return answer.version.writeId;
  if (answer.kind === "seen") return answer.seen?.version.writeId;
  return answer.kind === "conflict" ? answer.current?.version.writeId : undefined;
}
