import type { Blame, NodeResult } from "../nodes/node-kind.ts";
import { patternScrubber } from "../nodes/scrub.ts";

/** What an error of a protected function speaks for. What is left out is as it would be without. */
export interface Classification {
  /** `failure` counts against the dependency's circuit; `ignored` says nothing about its health. */
  readonly verdict?: "failure" | "ignored" | undefined;
  /** Of a failure: the dependency, or the caller's own key or quota with it. */
  readonly blame?: Blame | undefined;
  /** Whether another attempt can help, where the policy sets retries. */
  readonly retryable?: boolean | undefined;
  /** What failures are counted by: a code or a name, 1 to 64 characters. */
  readonly group?: string | undefined;
  /** Seconds that the dependency asked to wait. */
  readonly retryAfter?: number | null | undefined;
}

export type Classify = (error: unknown) => Classification | null | undefined;

type Failed = Extract<NodeResult, { ok: false }>;

/** Codes of Node, undici and DNS for what may be over the next time. */
const NETWORK_CODES = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"],
  ...["ENOTFOUND", "EAI_AGAIN", "UND_ERR_SOCKET", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT"],
  "UND_ERR_BODY_TIMEOUT",
]);

const LONGEST_GROUP = 64;

const IGNORED = Symbol.for("breaker-panel.ignored-error");

/** An error that says nothing about the dependency's health: the input was wrong, there is no such order. */
class IgnoredError extends Error {
  readonly [IGNORED] = true;

  constructor(cause: unknown) {
    super(wordsOf(cause), { cause });
    this.name = "IgnoredError";
  }
}

/** `throw ignore(error)` fails the call and leaves the circuit as it is. */
export function ignore(error: unknown): Error {
  return new IgnoredError(error);
}

/** What an error of a protected function comes to. */
export function failureOf(error: unknown, classify: Classify | undefined): Failed {
  const { verdict = "failure", blame, retryable, group, retryAfter } = { ...defaults(error), ...said(error, classify) };
  return {
    ok: false,
    type: isTimeout(error) ? "timeout" : "node_error",
    verdict,
    ...(verdict === "failure" && blame !== undefined && { blame }),
    group: String(group).slice(0, LONGEST_GROUP) || "error",
    message: patternScrubber.line(wordsOf(error)),
    retryable: retryable === true,
    retryAfter: typeof retryAfter === "number" && retryAfter >= 0 && Number.isFinite(retryAfter) ? retryAfter : null,
  };
}

function defaults(error: unknown): Classification {
  if (typeof error === "object" && error !== null && IGNORED in error) {
    return { verdict: "ignored", group: groupOf("cause" in error ? error.cause : null), retryable: false };
  }
  const group = isTimeout(error) ? "timeout" : groupOf(error);
  return { group, retryable: group === "timeout" || NETWORK_CODES.has(group) };
}

function said(error: unknown, classify: Classify | undefined): Classification {
  try {
    const classification = classify?.(error) ?? {};
    return Object.fromEntries(Object.entries(classification).filter(([, value]) => value !== undefined));
  } catch {
    // What cannot judge an error must not hide it.
    return {};
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}

/** The error's code, or that of its cause as `fetch` has one; else its name. */
function groupOf(error: unknown): string {
  if (!(error instanceof Error)) return "error";
  const words = [codeOf(error), codeOf(error.cause), error.name];
  return words.find((word): word is string => typeof word === "string" && /^\w{1,64}$/.test(word)) ?? "error";
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : null;
}

/** `fetch` only says that it failed; why is in the cause. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === "string" && error !== "" ? error : "something was thrown";
  const { message, name, cause } = error;
  const own = message || name;
  return cause instanceof Error && !(IGNORED in error) && cause.message !== "" && !own.includes(cause.message)
    ? `${own}: ${cause.message}`
    : own;
}
