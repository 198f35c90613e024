import { ErrorState } from "@/components/ui/error-state.tsx";
import { ApiError } from "@/lib/client/api-error.ts";

/** What a page, or a part of one, shows in place of what could not be loaded. */
export function LoadError({ title, error, onRetry }: { title: string; error: Error; onRetry: () => void }) {
  const requestId = error instanceof ApiError ? error.requestId : null;
  const detail =
    error instanceof ApiError && error.status >= 500 ? `The server failed. ${error.message}` : error.message;
  return <ErrorState title={title} detail={detail} requestId={requestId} onRetry={onRetry} />;
}
