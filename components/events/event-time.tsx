"use client";

import { useTicking } from "@/lib/client/use-ticking.ts";

/** When it happened, by the reader's clock face; with the day where that was not today. */
export function EventTime({ at }: { at: string }) {
  const text = useTicking(() => local(at), `${at.slice(11, 19)}`);
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap text-faint">
      {text}
    </time>
  );
}

function local(at: string): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString("en-GB");
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${time}`;
}
