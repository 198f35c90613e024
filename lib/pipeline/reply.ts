import { IGNORED, type Outcome, type Rejection, SUCCESS } from "../breaker/index.ts";
import type { Blame, NodeResult } from "../nodes/node-kind.ts";

/** A refusal of our own: the dependency was not asked. */
export interface Refusal {
  readonly ok: false;
  readonly type: "circuit_breaker" | "rate_limited" | "cancelled";
  readonly verdict: "ignored";
  readonly message: string;
  readonly retryAfter: number | null;
  readonly rejection?: Rejection;
}

/** An answer that was kept, or set by the policy: it says nothing about the dependency. */
export interface KeptAnswer {
  readonly ok: true;
  readonly output: unknown;
  readonly cached: true;
}

/** This package itself is wrong: whoever asked gets the error thrown. */
export interface Mistake {
  readonly ok: false;
  readonly type: "mistake";
  readonly verdict: "ignored";
  readonly error: unknown;
}

/** What becomes of an execution. */
export type Reply = NodeResult | KeptAnswer | Refusal | Mistake;

/** The caller called the execution off. */
export const CANCELLED = Object.freeze({
  ok: false,
  type: "cancelled",
  verdict: "ignored",
  message: "cancelled by the caller",
  group: "cancelled",
  retryable: false,
  retryAfter: null,
} as const satisfies Reply);

export function mistake(error: unknown): Mistake {
  return { ok: false, type: "mistake", verdict: "ignored", error };
}

/** What kind of outcome a reply is to the breaker. */
export function kindOf(reply: Reply): Outcome["kind"] {
  if (reply.ok) return "cached" in reply ? "ignored" : "success";
  return reply.verdict;
}

/** Whom a reply speaks against; null where nobody. */
export function blameOf(reply: Reply): Blame | null {
  return reply.ok || reply.verdict === "ignored" ? null : (reply.blame ?? "dependency");
}

/** What the breaker is told of a reply. */
export function outcomeOf(reply: Reply): Outcome {
  if (reply.ok) return "cached" in reply ? IGNORED : SUCCESS;
  if (reply.verdict === "ignored") return IGNORED;
  return { kind: "failure", message: reply.message, group: reply.group, blame: reply.blame ?? "dependency" };
}
