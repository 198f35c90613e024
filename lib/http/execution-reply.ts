import type { ErrorType, ExecutionResult } from "../pipeline/execution.ts";
import { type ProblemCode, problemResponse } from "./problem.ts";

/** An execution's result: its output, or a problem with `error`, `error_type` and the trace. */
export function executionReply(result: ExecutionResult, requestId: string): Response {
  const headers = { "cache-control": "no-store" };
  if (!("error" in result)) return Response.json({ output: result.output, trace: result.trace }, { headers });
  const { error, error_type, retry_after, output, rejection, trace } = result;
  const circuit = rejection && {
    circuit: rejection.circuit,
    state: rejection.state,
    reason: rejection.reason,
    last_error: rejection.lastError,
  };
  return problemResponse({
    code: error_type satisfies ErrorType satisfies ProblemCode,
    detail: error,
    requestId,
    retryAfter: retry_after ?? null,
    more: { error, error_type, ...(output === undefined ? {} : { output }), ...circuit, trace },
  });
}
