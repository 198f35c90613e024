"use client";

import { CopyButton } from "@/components/ui/copy-button.tsx";
import { ago } from "@/lib/client/format.ts";
import { useSecondsSince } from "./anchor.tsx";

interface LastErrorProps {
  message: string;
  secondsAgo: number | null;
}

/** The last error in two lines, whole in its title and on the clipboard. */
export function LastError({ message, secondsAgo }: LastErrorProps) {
  return (
    <div className="flex items-start gap-1 rounded-lg border border-line bg-canvas py-1 pr-1 pl-3">
      <div className="min-w-0 flex-1 py-1.5">
        <p
          className="line-clamp-2 font-mono text-xs leading-snug [overflow-wrap:anywhere]"
          title={message}
          data-testid="last-error"
        >
          {message}
        </p>
      </div>
      {secondsAgo !== null && (
        <span className="shrink-0 py-1.5 pl-2 text-faint text-xs">
          <ErrorAge seconds={secondsAgo} />
        </span>
      )}
      <CopyButton text={message} label="Copy the error" />
    </div>
  );
}

/** What went wrong last, on a circuit that is well again: in one line, for the diagnosis. */
export function PastError({ message, secondsAgo }: LastErrorProps) {
  return (
    <p className="flex gap-1.5 text-faint text-xs" title={message}>
      <span className="shrink-0">
        Last error{" "}
        {secondsAgo !== null && (
          <>
            <ErrorAge seconds={secondsAgo} />:
          </>
        )}
      </span>
      <span className="min-w-0 truncate font-mono" data-testid="last-error">
        {message}
      </span>
    </p>
  );
}

function ErrorAge({ seconds }: { seconds: number }) {
  return <>{useSecondsSince(seconds, ago)}</>;
}
