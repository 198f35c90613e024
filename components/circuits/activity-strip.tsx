import { useMemo } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { STRIP_HEIGHT, STRIP_WIDTH, type Strip, stripPaths, stripText } from "./strip-shape.ts";

interface ActivityStripProps {
  /** Absent until it has been loaded; its place is kept. */
  strip: Strip | undefined;
  stale: boolean;
  className?: string;
}

/** The last hour, oldest minute first. */
export function ActivityStrip({ strip, stale, className }: ActivityStripProps) {
  const drawn = useMemo(() => strip && { paths: stripPaths(strip), text: stripText(strip) }, [strip]);
  if (!drawn) return <div className={classNames("h-6 border-strip border-b-2", className)} />;
  const { paths, text } = drawn;
  return (
    <svg
      role="img"
      aria-label={text}
      viewBox={`0 0 ${STRIP_WIDTH} ${STRIP_HEIGHT}`}
      preserveAspectRatio="none"
      className={classNames("h-6 w-full", stale && "opacity-50 grayscale", className)}
    >
      <path d={paths.absent} className="fill-strip" />
      <path d={paths.closed} className="fill-ok-mark opacity-60" />
      <path d={paths.halfOpen} className="fill-warn-mark" />
      <path d={paths.open} className="fill-bad-mark" />
      <path d={paths.failures} className="fill-bad-mark" />
    </svg>
  );
}
