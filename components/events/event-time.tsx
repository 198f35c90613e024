"use client";

import { classNames } from "@/components/ui/class-names.ts";
import { useTicking } from "@/lib/client/use-ticking.ts";

/** When it happened, by the reader's clock face; with the day where that was not today. */
export function EventTime({ at, className = "text-faint" }: { at: string; className?: string }) {
  const text = useTicking(() => local(at), `${at.slice(11, 19)}`);
  return (
    <time dateTime={at} title={at} className={classNames("whitespace-nowrap", className)}>
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
