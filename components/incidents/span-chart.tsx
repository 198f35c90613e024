import { HEIGHT, WIDTH } from "@/components/charts/shapes.ts";
import { type Period, placeIn } from "@/components/charts/time-axis.ts";
import type { IncidentSpan } from "@/lib/contracts/incident.ts";

/** Height tells the state too, for whoever does not see colours: half-open is half, open is tall, closed a line. */
const looks = {
  half_open: { height: 0.5, className: "fill-warn-mark" },
  open: { height: 1, className: "fill-bad-mark" },
} as const;

/** A moment must stay visible in a day. */
const LEAST_WIDTH = 4;

/** When one circuit was open and half-open, on an axis that it shares with others. */
export function SpanChart({
  spans,
  period,
  stale,
}: {
  spans: readonly IncidentSpan[];
  period: Period;
  stale: boolean;
}) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={stale ? "h-4 w-full opacity-70 grayscale" : "h-4 w-full"}
    >
      <rect y={HEIGHT - 12} width={WIDTH} height={12} className="fill-strip" />
      {spans.map(({ state, from, until }) => {
        const { height, className } = looks[state];
        const x = placeIn(period, Date.parse(from)) * WIDTH;
        const end = until === null ? WIDTH : placeIn(period, Date.parse(until)) * WIDTH;
        return (
          <rect
            key={from}
            x={Math.min(x, WIDTH - LEAST_WIDTH)}
            width={Math.max(LEAST_WIDTH, end - x)}
            y={HEIGHT * (1 - height)}
            height={HEIGHT * height}
            className={className}
          />
        );
      })}
    </svg>
  );
}
