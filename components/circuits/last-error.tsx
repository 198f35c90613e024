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
    <div className="flex items-start gap-1 rounded-lg border border-line bg-canvas py-1.5 pr-1 pl-2.5">
      <p
        className="line-clamp-2 min-w-0 flex-1 break-words py-1 font-mono text-xs"
        title={message}
        data-testid="last-error"
      >
        {message}
      </p>
      {secondsAgo !== null && <Age seconds={secondsAgo} />}
      <CopyButton text={message} label="Copy the error" />
    </div>
  );
}

function Age({ seconds }: { seconds: number }) {
  const text = useSecondsSince(seconds, ago);
  return <span className="shrink-0 py-1 pl-2 text-faint text-xs">{text}</span>;
}
