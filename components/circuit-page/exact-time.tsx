import { momentOf, utcMoment, zoneInWords } from "@/components/charts/time-axis.ts";

/** By the reader's clock, and, where that is another, by UTC. */
export function ExactTime({ at, now }: { at: number; now: number }) {
  const isUtc = zoneInWords(at) === "UTC";
  return (
    <time dateTime={new Date(at).toISOString()} title={new Date(at).toISOString()} className="text-faint">
      {momentOf(at, now)}
      {!isUtc && <span className="max-lg:hidden"> = {utcMoment(at, now)}</span>}
    </time>
  );
}
