import type { ReactNode } from "react";
import { count, milliseconds, percent } from "@/lib/client/format.ts";
import type { CircuitActivity } from "@/lib/contracts/activity.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { FailurePips } from "./failure-pips.tsx";

interface FactsProps {
  circuit: Pick<CircuitView, "state" | "strategy" | "consecutive_failures" | "threshold">;
  /** Absent until it has been loaded. */
  activity: CircuitActivity | undefined;
  stale: boolean;
}

/** The figures that matter in this state: what an outage costs, or how a healthy dependency does. */
export function Facts({ circuit, activity, stale }: FactsProps) {
  return (
    <dl className="flex flex-wrap justify-between gap-x-4 gap-y-2 text-[0.8125rem]">
      {circuit.strategy.includes("consecutive") && (
        <Fact name="failures">
          <FailurePips
            failures={circuit.consecutive_failures}
            threshold={circuit.threshold}
            warn={circuit.state === "closed" && !stale}
          />
        </Fact>
      )}
      {circuit.state === "closed" ? <Health activity={activity} /> : <Cost activity={activity} />}
    </dl>
  );
}

function Health({ activity }: Pick<FactsProps, "activity">) {
  return (
    <>
      <Fact name="calls / min">{shown(activity?.calls_per_minute, count)}</Fact>
      <Fact name="success">{shown(activity?.success_rate, percent)}</Fact>
      <Fact name="p95">{shown(activity?.p95_ms, milliseconds)}</Fact>
    </>
  );
}

function Cost({ activity }: Pick<FactsProps, "activity">) {
  return (
    <>
      <Fact name="calls avoided">{shown(activity?.calls_avoided, count)}</Fact>
      <Fact name="trips today">{shown(activity?.trips_today, count)}</Fact>
      <Fact name="success">{shown(activity?.success_rate, percent)}</Fact>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-faint text-xs">{name}</dt>
      <dd className="whitespace-nowrap font-medium">{children}</dd>
    </div>
  );
}

/** A dash keeps the place of what is not known, or not known yet. */
export function shown(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? "–" : format(value);
}
