import type { Problem } from "../contracts/problem.ts";

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/**
 * Why a call gave no answer. `code` is the API's own, or `unreachable`, `timed_out` or `unreadable_reply` where it
 * never got to say one; `status` is then 0.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldProblem[];
  /** Seconds to wait before another try can help. */
  readonly retryAfter: number | null;
  readonly requestId: string | null;

  constructor(
    code: string,
    message: string,
    more: {
      status?: number;
      errors?: readonly FieldProblem[];
      retryAfter?: number | null;
      requestId?: string | null;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = "ApiError";
    this.code = code;
    this.status = more.status ?? 0;
    this.errors = more.errors ?? [];
    this.retryAfter = more.retryAfter ?? null;
    this.requestId = more.requestId ?? null;
  }

  /** What is wrong with one field of the request, for showing next to it. */
  errorOf(field: string): string | null {
    return this.errors.find((error) => error.field === field)?.message ?? null;
  }
}

/** The error that a reply tells of. What is no problem document (a proxy's page) keeps its status. */
export async function errorOfReply(response: Response): Promise<ApiError> {
  const retryAfter = secondsOf(response.headers.get("retry-after"));
  const reply: unknown = await response.json().catch(() => null);
  if (!isProblem(reply)) {
    return new ApiError("unexpected_reply", `The server answered ${response.status}.`, {
      status: response.status,
      retryAfter,
    });
  }
  const { code, detail, errors = [], request_id } = reply;
  return new ApiError(code, detail, { status: response.status, errors, retryAfter, requestId: request_id });
}

function isProblem(reply: unknown): reply is Problem {
  if (typeof reply !== "object" || reply === null) return false;
  const { code, detail, request_id, errors = [] } = reply as Partial<Problem>;
  return [code, detail, request_id].every((text) => typeof text === "string") && Array.isArray(errors);
}

/** What kept a call from being answered at all. */
export function errorOfFailure(cause: unknown): unknown {
  // Whoever cancelled a call knows why; that is no failure of the server's.
  if (cause instanceof DOMException && cause.name === "AbortError") return cause;
  if (cause instanceof DOMException && cause.name === "TimeoutError") {
    return new ApiError("timed_out", "The server did not answer in time.", { cause });
  }
  return new ApiError("unreachable", "The server cannot be reached.", { cause });
}

/** `Retry-After` in seconds; its other form, a date, would need the server's clock. */
function secondsOf(header: string | null): number | null {
  return header !== null && /^\d{1,9}$/.test(header) ? Number(header) : null;
}
