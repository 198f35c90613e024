import { ErrorState } from "@/components/ui/error-state.tsx";
import { ApiError } from "@/lib/client/api-error.ts";

/** Codes after which nobody knows whether the act was done. */
const UNCERTAIN = new Set(["outcome_unknown", "timed_out", "unreachable", "unreadable_reply"]);

export function isUncertain(error: Error): boolean {
  return error instanceof ApiError && UNCERTAIN.has(error.code);
}

/** Why an act did not go through, where it was asked for. */
export function ActError({ error }: { error: Error }) {
  if (!(error instanceof ApiError)) return <ErrorState title="This did not work" detail={error.message} />;
  if (isUncertain(error)) {
    return (
      <ErrorState
        title="Nobody knows yet whether this was done"
        detail={`${error.message} To try again is safe: it is not done twice.`}
        requestId={error.requestId}
      />
    );
  }
  const wait = error.retryAfter === null ? "" : ` Try again in ${error.retryAfter} s.`;
  return <ErrorState title="Nothing was changed" detail={`${error.message}${wait}`} requestId={error.requestId} />;
}
