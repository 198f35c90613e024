import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { zoneInWords } from "@/components/charts/time-axis.ts";
import { TimeTicks } from "@/components/charts/time-ticks.tsx";
import type { HistoryReply } from "@/lib/contracts/history.ts";
import { ChangesList } from "./changes-list.tsx";
import { rangeInWords, stepInWords } from "./figures.ts";
import { CallsChart, LatencyChart } from "./flow-charts.tsx";
import { StateKeys, StateTimeline } from "./state-timeline.tsx";

interface HistoryViewProps {
  history: HistoryReply;
  tripHref: (event: number) => string;
}

/** What a bar stands for. */
const LENGTHS: Readonly<Record<HistoryReply["range"], string>> = {
  "1h": "A bar is a minute.",
  "24h": "A bar is 15 minutes.",
  "7d": "A bar is an hour.",
};

/** States, calls and latencies over one axis of time; what is under the pointer, or stepped to by keys, is said in words. */
export function HistoryView({ history, tripHref }: HistoryViewProps) {
  const steps = history.calls.length;
  const [step, setStep] = useState<number | null>(null);
  const from = Date.parse(history.from);
  const now = Date.parse(history.server_time);
  const period = { from, until: from + steps * history.step_seconds * 1000 };

  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setStep(Math.min(steps - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * steps))));
  };
  const press = (event: KeyboardEvent) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, Home: -steps, End: steps }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    setStep((at) => Math.min(steps - 1, Math.max(0, (at ?? steps) + move)));
  };

  return (
    <div className="grid gap-3">
      <p className="min-h-15 text-[0.8125rem] text-muted sm:min-h-10" aria-live="polite" data-testid="history-reading">
        {step === null ? rangeInWords(history) : stepInWords(history, step)}
      </p>
      <div
        role="slider"
        tabIndex={0}
        aria-label="States, calls and latencies; arrow keys step through time"
        aria-valuemin={0}
        aria-valuemax={steps - 1}
        aria-valuenow={step ?? steps - 1}
        aria-valuetext={step === null ? rangeInWords(history) : stepInWords(history, step)}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setStep(null)}
        onKeyDown={press}
        onBlur={() => setStep(null)}
        className="grid touch-pan-y gap-4 rounded-md outline-offset-4"
      >
        <div className="grid gap-1.5">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-[0.8125rem]">
            <span className="font-medium">State</span>
            <span className="flex flex-wrap gap-x-3 text-muted text-xs">
              <StateKeys isHeld={history.holds.length > 0} />
            </span>
          </p>
          <StateTimeline spans={history.spans} holds={history.holds} period={period} />
        </div>
        <CallsChart history={history} step={step} />
        <LatencyChart history={history} step={step} />
        <TimeTicks period={period} />
      </div>
      <p className="text-faint text-xs">
        Times of day are {zoneInWords(now)}. {LENGTHS[history.range]}
      </p>
      <ChangesList history={history} now={now} tripHref={tripHref} />
    </div>
  );
}
