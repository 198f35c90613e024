import { useMemo } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { STRIP_HEIGHT, STRIP_WIDTH, type Strip, stripPaths, stripText } from "./strip-shape.ts";

interface ActivityStripProps {
  /** Absent until it has been loaded; its place is kept. */
  strip: Strip | undefined;
  stale: boolean;
  className?: string;
}

const looks = [
  ["absent", "fill-strip"],
  ["closed", "fill-ok-mark opacity-60"],
  ["halfOpen", "fill-warn-mark"],
  ["open", "fill-bad-mark"],
  ["failures", "fill-bad-mark"],
] as const;

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
      {looks.map(
        ([part, className]) => paths[part] !== "" && <path key={part} d={paths[part]} className={className} />,
      )}
    </svg>
  );
}
