import type { Blame } from "../node-kind.ts";
import type { HttpConfig } from "./config.ts";

export type Verdict = "success" | "failure" | "ignored";

/** What a status says: a status that is listed itself goes before its class, and failures before what is ignored. */
export function verdictOf(status: number, config: HttpConfig): Verdict {
  const { failure_statuses: failures, ignored_statuses: ignored } = config;
  for (const pattern of patternsOf(status)) {
    if (failures.some((each) => each === pattern)) return "failure";
    if (ignored.some((each) => each === pattern)) return "ignored";
  }
  return "success";
}

/** Whom a status that is a failure speaks against. */
export function blameOf(status: number, { caller_statuses: callers }: HttpConfig): Blame {
  return patternsOf(status).some((pattern) => callers.some((each) => each === pattern)) ? "caller" : "dependency";
}

/** What may name a status in a config, the closest first. */
function patternsOf(status: number): readonly (number | string)[] {
  return [status, `${Math.trunc(status / 100)}xx`];
}

/** Whether another attempt can help. */
export function isRetryable(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
