import { classNames } from "@/components/ui/class-names.ts";
import { RANGES } from "@/lib/client/circuit-page.ts";
import type { HistoryRange } from "@/lib/contracts/history.ts";

/** How far back one looks. */
export function RangeChoice({ range, onChoose }: { range: HistoryRange; onChoose: (range: HistoryRange) => void }) {
  return (
    <fieldset className="flex rounded-lg border border-edge p-0.5">
      <legend className="sr-only">How far back</legend>
      {RANGES.map((each) => (
        <button
          key={each.range}
          type="button"
          aria-pressed={each.range === range}
          onClick={() => onChoose(each.range)}
          className={classNames(
            "rounded-md px-2.5 py-1 text-[0.8125rem] touch-target",
            each.range === range ? "bg-hover font-medium text-ink" : "text-muted hover:text-ink",
          )}
        >
          {each.name}
        </button>
      ))}
    </fieldset>
  );
}
