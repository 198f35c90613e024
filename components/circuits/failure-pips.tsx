import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { count } from "@/lib/client/format.ts";

/** With more than this, pips are a bar. */
const MOST_PIPS = 10;

interface FailurePipsProps {
  failures: number;
  threshold: number;
  /** On the way to opening, but closed yet: neither the green of the card nor the red of an outage. */
  warn?: boolean;
  /** Only the pips to be seen; the figures to be heard. */
  bare?: boolean;
}

/** How many failures in a row there are, of how many that open the circuit. */
export function FailurePips({ failures, threshold, warn = false, bare = false }: FailurePipsProps) {
  const pips = Math.min(threshold, MOST_PIPS);
  const lit = Math.min(pips, Math.ceil((failures / threshold) * pips));
  return (
    <span className={classNames("inline-flex items-center gap-2 align-middle", warn && tones.warn)}>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${pips * 10 - 3} 12`}
        width={pips * 10 - 3}
        height="12"
        className={classNames("shrink-0", threshold > MOST_PIPS && "max-w-16")}
      >
        {lit > 0 && <path d={pipsFrom(0, lit)} className="fill-tone-mark" />}
        {lit < pips && <path d={pipsFrom(lit, pips)} className="fill-strip" />}
      </svg>
      <span className={bare ? "sr-only" : undefined}>
        {count(failures)} <span className="font-normal text-muted">/ {count(threshold)}</span>
      </span>
    </span>
  );
}

/** One path for all of a colour: a long list has thousands of pips. */
function pipsFrom(first: number, end: number): string {
  const corner = "a2 2 0 0 1";
  return Array.from(
    { length: end - first },
    (_, index) => `M${(first + index) * 10 + 2} 0h3${corner} 2 2v8${corner}-2 2h-3${corner}-2-2v-8${corner} 2-2z`,
  ).join("");
}
