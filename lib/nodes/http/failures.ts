import { errors } from "undici";
import type { NodeResult } from "../node-kind.ts";
import type { Scrubber } from "../scrub.ts";
import { AddressRefused } from "./connector.ts";

export type Failed = Extract<NodeResult, { ok: false }>;

const NO_RETRY = { retryable: false, retryAfter: null } as const;

/** An answer that came and cannot be used as it is. */
export class UnusableAnswer extends Error {
  readonly group: string;
  readonly verdict: "failure" | "ignored";

  constructor(group: string, verdict: "failure" | "ignored", message: string) {
    super(message);
    this.group = group;
    this.verdict = verdict;
  }
}

/** The result for an input that does not fit. */
export function invalidInput(message: string): Failed {
  return { ok: false, type: "invalid_input", verdict: "ignored", group: "invalid_input", message, ...NO_RETRY };
}

/** The result where there was no answer, or none that can be used. */
export function failureOf(error: unknown, signal: AbortSignal, scrubber: Scrubber): Failed {
  if (signal.aborted) return aborted(signal.reason, scrubber);
  const message = scrubber.line(messageOf(error));
  if (error instanceof UnusableAnswer) {
    const { group, verdict } = error;
    return { ok: false, type: "node_error", verdict, group, message, ...NO_RETRY };
  }
  if (error instanceof errors.ClientClosedError || error instanceof errors.ClientDestroyedError) {
    const closed = "the node type was changed or removed meanwhile";
    return { ok: false, type: "node_error", verdict: "ignored", group: "closed", message: closed, ...NO_RETRY };
  }
  if (error instanceof errors.ConnectTimeoutError) {
    return {
      ok: false,
      type: "timeout",
      verdict: "failure",
      group: "timeout",
      message,
      retryable: true,
      retryAfter: null,
    };
  }
  const retryable = !(error instanceof AddressRefused);
  return {
    ok: false,
    type: "node_error",
    verdict: "failure",
    group: codeOf(error),
    message,
    retryable,
    retryAfter: null,
  };
}

function aborted(reason: unknown, scrubber: Scrubber): Failed {
  if (reason instanceof DOMException && reason.name === "TimeoutError") {
    const message = scrubber.line(reason.message);
    return {
      ok: false,
      type: "timeout",
      verdict: "failure",
      group: "timeout",
      message,
      retryable: true,
      retryAfter: null,
    };
  }
  return { ok: false, type: "cancelled", verdict: "ignored", group: "cancelled", message: "cancelled", ...NO_RETRY };
}

/** Where several addresses were tried, what each said. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(messageOf))].join("; ");
  if (!(error instanceof Error)) return String(error);
  return error.message === "" ? codeOf(error) : error.message;
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" && /^\w{1,64}$/.test(code) ? code : "error";
}
