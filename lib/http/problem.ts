import type { Problem } from "../contracts/problem.ts";
import { type FieldError, OperationError } from "../operations/errors.ts";
import { StoreError } from "../stores/store.ts";

/** Every code that an error of the API may carry: its status, and its title for people. */
const CODES = {
  invalid_request: [400, "The request is not valid"],
  unauthenticated: [401, "Sign in or send a token"],
  forbidden: [403, "Not allowed"],
  not_found: [404, "Not found"],
  method_not_allowed: [405, "Method not allowed"],
  generation_moved: [409, "The circuit has changed"],
  already_closed: [409, "The circuit is closed already"],
  revision_moved: [409, "It has been edited meanwhile"],
  conflict: [409, "It cannot be done as things stand"],
  too_large: [413, "The request is too large"],
  too_many_attempts: [429, "Too many attempts"],
  store_unavailable: [503, "The store cannot be reached"],
  outcome_unknown: [503, "The store did not answer in time"],
  internal_error: [500, "Something went wrong"],
  circuit_breaker: [503, "The circuit refused the execution"],
  rate_limited: [429, "Too many executions"],
  timeout: [504, "The dependency did not answer in time"],
  node_error: [502, "The dependency failed"],
  cancelled: [499, "The caller went away"],
  unknown_node_type: [404, "No such node type"],
  invalid_input: [400, "The input does not fit the node type"],
} as const;

export type ProblemCode = keyof typeof CODES;

interface ProblemOptions {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfter?: number | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Members beyond the standard's. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** An error of the API as RFC 9457 problem details. */
export function problemResponse(options: ProblemOptions): Response {
  const [status, title] = CODES[options.code];
  const retryAfter = options.retryAfter ?? null;
  const body: Problem = {
    type: `urn:breaker-panel:problem:${options.code}`,
    title,
    status,
    detail: options.detail,
    code: options.code,
    request_id: options.requestId,
    ...(options.errors !== undefined && options.errors.length > 0 ? { errors: [...options.errors] } : {}),
    ...(retryAfter === null ? {} : { retry_after: retryAfter }),
    ...options.more,
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": options.requestId,
    ...options.headers,
  });
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="Breaker Panel"');
  if (retryAfter !== null) headers.set("retry-after", String(Math.ceil(retryAfter)));
  return new Response(JSON.stringify(body), { status, headers });
}

/** The problem that an error is, or null where nobody foresaw it. */
export function problemOf(error: unknown, requestId: string): Response | null {
  if (error instanceof OperationError) {
    const { code, message, errors, retryAfter } = error;
    return problemResponse({ code, detail: message, errors, retryAfter, requestId });
  }
  if (error instanceof StoreError) {
    const code = error.code === "unavailable" ? "store_unavailable" : "outcome_unknown";
    const detail =
      error.code === "unavailable"
        ? "Nothing was changed. Executions go on from memory; try again when the store is back."
        : "It may or may not have been carried out. Look at what is there before you repeat it.";
    return problemResponse({ code, detail, requestId, retryAfter: 1 });
  }
  return null;
}
