import * as z from "zod";
import { type ExecuteRequest, executeReply, type TraceView, trace } from "../contracts/execute.ts";
import { problem } from "../contracts/problem.ts";
import { api } from "./api.ts";
import { ApiError, errorOfFailure, errorOfReply } from "./api-error.ts";
import { addressOf } from "./call.ts";

/** What one execution came to. That it failed is an answer too, with what every stage did. */
export interface RunResult {
  /** Null where it succeeded. */
  readonly error: { readonly type: string; readonly message: string; readonly retryAfter: number | null } | null;
  /** What the dependency answered; undefined where it did not. */
  readonly output: unknown;
  readonly trace: TraceView | null;
}

interface RunOptions {
  readonly type: string;
  readonly body: ExecuteRequest;
  /** The execution's budget by its policy: the server answers soon after, whatever the dependency does. */
  readonly budgetSeconds: number;
  readonly signal: AbortSignal;
}

const GRACE_SECONDS = 10;

const executionProblem = problem.extend({
  error: z.string(),
  error_type: z.string(),
  retry_after: z.number().optional(),
  output: z.unknown().optional(),
  trace: trace.optional(),
});

/**
 * Runs one execution. Calling it off by `signal` calls it off at the server too.
 * @throws ApiError where it was not run, or nobody knows
 */
export async function runOnce({ type, body, budgetSeconds, signal }: RunOptions): Promise<RunResult> {
  const timeout = AbortSignal.timeout((budgetSeconds + GRACE_SECONDS) * 1000);
  const response = await fetch(addressOf(api.executeNode.path, { type }, {}), {
    method: api.executeNode.method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.any([signal, timeout]),
    cache: "no-store",
    credentials: "same-origin",
  }).catch((cause) => {
    throw errorOfFailure(cause);
  });
  const reply: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return response.ok ? outputOf(reply) : failureOf(reply, response);
}

function outputOf(reply: unknown): RunResult {
  const parsed = executeReply.safeParse(reply);
  if (parsed.success) return { error: null, ...parsed.data };
  throw new ApiError("unreadable_reply", "The server's answer could not be understood.", { cause: parsed.error });
}

async function failureOf(reply: unknown, response: Response): Promise<RunResult> {
  const parsed = executionProblem.safeParse(reply);
  if (!parsed.success) throw await errorOfReply(response);
  const { error, error_type, retry_after, output, trace = null } = parsed.data;
  return { error: { type: error_type, message: error, retryAfter: retry_after ?? null }, output, trace };
}
