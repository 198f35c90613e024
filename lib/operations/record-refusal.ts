import { logError } from "../telemetry/log.ts";
import { actOf, type Caller, type Services } from "./context.ts";
import { OperationError } from "./errors.ts";

/** Keeps in the log that somebody was refused what they may not do. Other errors are left alone. */
export async function recordRefusal(
  services: Pick<Services, "store" | "now" | "instance">,
  caller: Caller,
  attempt: { readonly method: string; readonly path: string },
  error: unknown,
): Promise<void> {
  if (!(error instanceof OperationError) || error.code !== "forbidden") return;
  const details = { call: `${attempt.method} ${attempt.path}`, detail: error.message };
  try {
    await services.store.append([actOf(services, caller, "refused", { details })]);
  } catch (cause) {
    // The refusal stands, whether or not it can be written down.
    logError("a refused act could not be kept", cause, { request_id: caller.requestId, ...details });
  }
}
