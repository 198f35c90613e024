/** A field of the caller's input that is wrong. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export type OperationErrorCode =
  | "invalid_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "generation_moved"
  | "already_closed"
  | "revision_moved"
  | "conflict"
  | "too_many_attempts"
  | "store_unavailable"
  | "outcome_unknown";

const BRAND = Symbol.for("breaker-panel.operation-error");

/** What an operation refuses, with a stable code; translated to a problem once, at the edge. */
export class OperationError extends Error {
  /** Next gives each bundle a copy of this class: what one copy throws, every other one has to recognise. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;
  readonly code: OperationErrorCode;
  readonly errors: readonly FieldError[];
  /** Seconds to wait before another try can help. */
  readonly retryAfter: number | null;

  constructor(
    code: OperationErrorCode,
    message: string,
    more: { errors?: readonly FieldError[]; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = "OperationError";
    this.code = code;
    this.errors = more.errors ?? [];
    this.retryAfter = more.retryAfter ?? null;
  }
}
