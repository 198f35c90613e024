"use client";

import { useFreshness } from "@/components/shell/freshness.tsx";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { BreakerGlyph } from "./breaker-glyph.tsx";

/** Good news, in one line; and only for as long as it is known. */
export function AllClosed({ closed }: { closed: number }) {
  const { stale } = useFreshness();
  return (
    <p
      className={classNames(
        stale ? tones.stale : tones.ok,
        "flex items-center gap-3 rounded-xl border border-line bg-raised px-5 py-3.5 shadow-card",
        stale && "hatched",
      )}
    >
      <BreakerGlyph state="closed" className="text-tone" />
      <span>
        <b className="font-semibold text-tone">{stale ? "Not known" : "Nothing needs attention"}</b>
        <span className="text-muted">
          {stale ? " · at last contact " : " · "}
          {closed === 1 ? "the one circuit" : `all ${closed} circuits`} {stale ? "were" : closed === 1 ? "is" : "are"}{" "}
          closed
        </span>
      </span>
    </p>
  );
}
