import { classNames } from "@/components/ui/class-names.ts";
import { count } from "@/lib/client/format.ts";

/** With more than this, pips are a bar. */
const MOST_PIPS = 10;

interface FailurePipsProps {
  failures: number;
  threshold: number;
  /** Only the pips, where the column's header says what they are. */
  bare?: boolean;
}

/** How many failures in a row there are, of how many that open the circuit. */
export function FailurePips({ failures, threshold, bare = false }: FailurePipsProps) {
  const pips = Math.min(threshold, MOST_PIPS);
  const lit = Math.min(pips, Math.ceil((failures / threshold) * pips));
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${pips * 10 - 3} 12`}
        width={pips * 10 - 3}
        height="12"
        className={classNames("shrink-0", threshold > MOST_PIPS && "max-w-16")}
      >
        {Array.from({ length: pips }, (_, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a pip is its place
            key={index}
            x={index * 10}
            width="7"
            height="12"
            rx="2"
            className={index < lit ? "fill-tone-mark" : "fill-strip"}
          />
        ))}
      </svg>
      <span className={bare ? "sr-only" : undefined}>
        <b className="font-medium text-ink">{count(failures)}</b> / {count(threshold)} failures
      </span>
    </span>
  );
}
