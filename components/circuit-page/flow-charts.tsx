import { useMemo } from "react";
import { Key, Plot } from "@/components/charts/plot.tsx";
import { barsPath, linePath, roundUp } from "@/components/charts/shapes.ts";
import { count, milliseconds } from "@/lib/client/format.ts";
import type { HistoryReply } from "@/lib/contracts/history.ts";

interface ChartProps {
  history: HistoryReply;
  step: number | null;
}

/** Calls by how they ended, the refused ones on top. */
export function CallsChart({ history, step }: ChartProps) {
  const { calls, failures, rejected } = history;
  const shapes = useMemo(() => {
    const good = calls.map((each, index) => each - (failures[index] ?? 0));
    const all = calls.map((each, index) => each + (rejected[index] ?? 0));
    const most = roundUp(Math.max(0, ...all));
    return {
      most,
      isEmpty: all.every((each) => each === 0),
      good: barsPath(good, [], most),
      failed: barsPath(failures, good, most),
      rejected: barsPath(rejected, calls, most),
    };
  }, [calls, failures, rejected]);
  return (
    <Plot
      title="Calls"
      nothing={shapes.isEmpty ? "No calls" : null}
      top={count(shapes.most)}
      step={step}
      steps={calls.length}
      legend={
        <>
          <Key className="text-ok-mark">went through</Key>
          <Key className="text-bad-mark">failed</Key>
          <Key className="text-edge">rejected</Key>
        </>
      }
    >
      <path d={shapes.good} className="fill-ok-mark opacity-70" />
      <path d={shapes.failed} className="fill-bad-mark" />
      <path d={shapes.rejected} className="fill-edge" />
    </Plot>
  );
}

/** How long calls took: half of them, 95 and 99 of 100 within this. */
export function LatencyChart({ history, step }: ChartProps) {
  const { p50_ms, p95_ms, p99_ms } = history;
  const shapes = useMemo(() => {
    const most = roundUp(Math.max(0, ...p99_ms.map((each) => each ?? 0)));
    return { most, p50: linePath(p50_ms, most), p95: linePath(p95_ms, most), p99: linePath(p99_ms, most) };
  }, [p50_ms, p95_ms, p99_ms]);
  const line = { fill: "none", vectorEffect: "non-scaling-stroke", strokeLinejoin: "round" } as const;
  return (
    <Plot
      title="Latency"
      nothing={shapes.p50 === "" ? "No calls" : null}
      top={milliseconds(shapes.most)}
      step={step}
      steps={p50_ms.length}
      legend={
        <>
          <Key line dashed className="text-faint">
            p99
          </Key>
          <Key line className="text-accent">
            p95
          </Key>
          <Key line className="text-ink">
            p50
          </Key>
        </>
      }
    >
      <path {...line} d={shapes.p99} strokeDasharray="3 3" className="stroke-[1.5] stroke-faint" />
      <path {...line} d={shapes.p95} className="stroke-[1.5] stroke-accent" />
      <path {...line} d={shapes.p50} className="stroke-2 stroke-ink" />
    </Plot>
  );
}
