import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

interface ErrorStateProps {
  title: string;
  detail: string;
  /** What support finds the request by. */
  requestId?: string | null;
  onRetry?: () => void;
}

export function ErrorState({ title, detail, requestId, onRetry }: ErrorStateProps) {
  return (
    <Notice
      tone="bad"
      role="alert"
      title={title}
      actions={
        onRetry && (
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      <p>{detail}</p>
      {requestId && <p className="font-mono text-faint text-xs">request {requestId}</p>}
    </Notice>
  );
}
