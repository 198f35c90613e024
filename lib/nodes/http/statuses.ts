import type { HttpConfig } from "./config.ts";

export type Verdict = "success" | "failure" | "ignored";

/** What a status says: a status that is listed itself goes before its class, and failures before what is ignored. */
export function verdictOf(status: number, config: HttpConfig): Verdict {
  const { failure_statuses: failures, ignored_statuses: ignored } = config;
  const statusClass = `${Math.trunc(status / 100)}xx`;
  for (const pattern of [status, statusClass]) {
    if (failures.some((each) => each === pattern)) return "failure";
    if (ignored.some((each) => each === pattern)) return "ignored";
  }
  return "success";
}

/** Whether another attempt can help. */
export function isRetryable(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
