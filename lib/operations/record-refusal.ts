import { logError } from "../telemetry/log.ts";
import { actOf, type Caller, type Services } from "./context.ts";
import { OperationError, type OperationErrorCode } from "./errors.ts";

/** What is refused though it could be read: it may not be done, or not to a circuit that has moved on. */
const RECORDED: ReadonlySet<OperationErrorCode> = new Set(["forbidden", "generation_moved", "already_closed"]);

/** Keeps in the log that somebody was refused an act. Other errors are left alone. */
export async function recordRefusal(
  services: Pick<Services, "store" | "catalogue" | "now" | "instance">,
  caller: Caller,
  attempt: { readonly method: string; readonly path: string; readonly type: string | null },
  error: unknown,
): Promise<void> {
  if (!(error instanceof OperationError) || !RECORDED.has(error.code)) return;
  const details = { call: `${attempt.method} ${attempt.path}`, detail: error.message };
  // What is not registered has no history, and gets none by asking.
  const circuit = attempt.type === null ? null : (services.catalogue.get(attempt.type)?.name ?? null);
  try {
    await services.store.append([actOf(services, caller, "refused", { circuit, details })]);
  } catch (cause) {
    // The refusal stands, whether or not it can be written down.
    logError("a refused act could not be kept", cause, { request_id: caller.requestId, ...details });
  }
}
