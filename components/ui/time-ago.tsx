"use client";

import { ago } from "@/lib/client/format.ts";
import { useTicking } from "@/lib/client/use-ticking.ts";

/**
 * How long ago an instant was, by the reader's clock. For what happened minutes or days ago; where seconds count, use
 * the server's own relative seconds.
 */
export function TimeAgo({ at }: { at: string }) {
  const text = useTicking(() => ago((Date.now() - Date.parse(at)) / 1000), at.slice(0, 10));
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {text}
    </time>
  );
}
