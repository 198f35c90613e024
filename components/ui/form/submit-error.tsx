import { ApiError } from "@/lib/client/api-error.ts";
import { ErrorState } from "../error-state.tsx";
import { inPlainWords } from "./plain-words.ts";

/** Codes after which nobody knows whether the change was made. */
const UNCERTAIN: ReadonlySet<string> = new Set(["outcome_unknown", "timed_out", "unreachable", "unreadable_reply"]);

/** Why a change did not go through, as far as no field is to blame. */
export function SubmitError({ error }: { error: Error | null }) {
  if (error === null) return null;
  if (!(error instanceof ApiError)) return <ErrorState title="This did not work" detail={error.message} />;
  if (error.errors.length > 0) return null;
  return <ErrorState title={titleOf(error)} detail={detailOf(error)} requestId={error.requestId} />;
}

function titleOf({ code, status }: ApiError): string {
  if (UNCERTAIN.has(code)) return "Nobody knows yet whether this was done";
  if (status === 401) return "Nothing was changed: your session has ended";
  return "Nothing was changed";
}

function detailOf({ code, message, retryAfter, status }: ApiError): string {
  if (UNCERTAIN.has(code)) return `${message} Look at what is there before you try again.`;
  if (status === 401) return "Sign in in another tab, then try again here: nothing that you typed is lost.";
  return retryAfter === null ? message : `${message} Try again in ${retryAfter} s.`;
}

const NONE: ApiError["errors"] = [];
const told = new WeakMap<ApiError, ApiError["errors"]>();

/** What a failed call says about fields, for people. The same list for the same error: a new one takes the focus. */
export function fieldErrorsOf(error: Error | null): ApiError["errors"] {
  if (!(error instanceof ApiError) || error.errors.length === 0) return NONE;
  const known = told.get(error) ?? error.errors.map((each) => ({ ...each, message: inPlainWords(each.message) }));
  told.set(error, known);
  return known;
}
