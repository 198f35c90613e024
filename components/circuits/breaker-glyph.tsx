import { classNames } from "@/components/ui/class-names.ts";
import type { CircuitStateName } from "@/lib/contracts/circuit.ts";

/** The contact's arm: lying on both terminals, lifted off, or half-way and not yet decided. */
const arms: Record<CircuitStateName, React.ReactNode> = {
  closed: <path d="M7 12h10" />,
  open: <path d="M7 12l8.2-6.6" />,
  half_open: <path d="M7 12l9.2-3.4" strokeDasharray="2.2 2.9" />,
};

/** A breaker as a circuit diagram draws it: the state's shape, for whoever does not see its colour. */
export function BreakerGlyph({ state, className }: { state: CircuitStateName; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={classNames("size-6 shrink-0", className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
    >
      <path d="M2 12h5M17 12h5" />
      {arms[state]}
      <circle cx="7" cy="12" r="1.6" fill="currentColor" />
      <circle cx="17" cy="12" r="1.6" fill="currentColor" />
    </svg>
  );
}
