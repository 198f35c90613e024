import { Key } from "@/components/charts/plot.tsx";
import { HEIGHT, WIDTH } from "@/components/charts/shapes.ts";
import { type Period, placeIn } from "@/components/charts/time-axis.ts";
import { stateWords } from "@/components/circuits/appearance.ts";
import type { HistoryHold, HistorySpan } from "@/lib/contracts/history.ts";
import { spanInWords } from "./span-words.ts";

/** Height tells the state too, for whoever does not see colours: closed is low, half-open is half, open is tall. */
const looks = {
  closed: { height: 0.3, className: "fill-ok-mark opacity-70" },
  half_open: { height: 0.6, className: "fill-warn-mark" },
  open: { height: 1, className: "fill-bad-mark" },
} as const;
const UNKNOWN = { height: 0.12, className: "fill-strip" };

/** A moment must stay visible in a week. */
const LEAST_WIDTH = 2.5;

interface StateTimelineProps {
  spans: readonly HistorySpan[];
  holds: readonly HistoryHold[];
  period: Period;
}

/** What colour and height stand for. */
export function StateKeys({ isHeld }: { isHeld: boolean }) {
  return (
    <>
      {(["closed", "half_open", "open"] as const).map((state) => (
        <span key={state} className="inline-flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3">
            <rect width="12" y={12 * (1 - looks[state].height)} height="12" className={looks[state].className} />
          </svg>
          {stateWords[state].toLowerCase()}
        </span>
      ))}
      {isHeld && <Key className="text-accent">held by somebody</Key>}
    </>
  );
}

/** What the circuit was, from instant to instant; a line above it where somebody held it. */
export function StateTimeline({ spans, holds, period }: StateTimelineProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 12}`}
      preserveAspectRatio="none"
      className="h-14 w-full border-line border-b"
    >
      {spans.map((span) => {
        const { height, className } = span.state === null ? UNKNOWN : looks[span.state];
        const { x, width } = extent(span, period);
        return (
          <rect
            key={span.from}
            x={x}
            width={width}
            y={12 + HEIGHT * (1 - height)}
            height={HEIGHT * height}
            className={className}
          >
            <title>{spanInWords(span, period.until)}</title>
          </rect>
        );
      })}
      {holds.map((hold) => (
        <rect key={hold.from} {...extent(hold, period)} y={0} height={6} className="fill-accent" />
      ))}
    </svg>
  );
}

function extent({ from, until }: { readonly from: string; readonly until: string | null }, period: Period) {
  const x = placeIn(period, Date.parse(from)) * WIDTH;
  const end = until === null ? WIDTH : placeIn(period, Date.parse(until)) * WIDTH;
  return { x, width: Math.max(LEAST_WIDTH, end - x) };
}
