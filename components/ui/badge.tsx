import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export const tones = {
  ok: "tone-ok",
  bad: "tone-bad",
  warn: "tone-warn",
  neutral: "tone-neutral",
  info: "tone-info",
  stale: "tone-stale",
} as const;
export type Tone = keyof typeof tones;

export function Badge({
  tone = "neutral",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        tones[tone],
        "inline-flex items-center gap-1 rounded-md bg-tone-soft px-1.5 py-px font-medium text-tone text-xs",
        className,
      )}
    >
      {children}
    </span>
  );
}
