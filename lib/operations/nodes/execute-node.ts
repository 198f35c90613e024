import { authorize, authorizeWorkspace } from "../../auth/permissions.ts";
import type { ExecutionResult } from "../../pipeline/execution.ts";
import type { Caller, Services } from "../context.ts";

interface Request {
  readonly input?: unknown;
  readonly workspace?: string | null | undefined;
  readonly credential?: string | null | undefined;
}

/**
 * Runs one node execution through the engine, always with its trace.
 * @param signal the caller's own cancellation
 * @throws OperationError `forbidden`; everything that the dependency can cause is in the result
 */
export async function executeNode(
  { executor }: Pick<Services, "executor">,
  { principal }: Caller,
  type: string,
  { input, workspace = null, credential = null }: Request,
  signal: AbortSignal,
): Promise<ExecutionResult> {
  authorize(principal, "execute");
  authorizeWorkspace(principal, workspace);
  return executor.executeNode(type, input, { workspace, credential, by: principal.name, signal, trace: true });
}
