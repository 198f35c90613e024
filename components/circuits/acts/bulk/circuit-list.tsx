import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { count, counted } from "@/lib/client/format.ts";
import type { MatchingCircuit } from "@/lib/contracts/bulk.ts";
import type { CircuitStateName } from "@/lib/contracts/circuit.ts";
import { CIRCUIT_STATES } from "@/lib/contracts/lists.ts";
import { stateTones, stateWords } from "../../appearance.ts";
import { BreakerGlyph } from "../../breaker-glyph.tsx";

/** Names that are listed; nobody reads more, and the browser need not lay them out. */
const LISTED = 1000;

/** Which circuits an act is about to reach, with how many there are in each state. */
export function CircuitList({ circuits }: { circuits: readonly MatchingCircuit[] }) {
  const held = circuits.filter((each) => each.held).length;
  return (
    <section aria-label="Circuits" className="overflow-hidden rounded-xl border border-line bg-surface">
      <p className="flex flex-wrap gap-x-4 gap-y-1 border-line border-b px-4 py-2.5 text-sm">
        {CIRCUIT_STATES.map((state) => (
          <StateCount key={state} state={state} circuits={circuits} />
        ))}
        {held > 0 && <span className="text-muted">{count(held)} held</span>}
        {circuits.length === 0 && <span className="text-muted">No circuit matches any more.</span>}
      </p>
      <ul
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled has to be reached by keyboard
        tabIndex={0}
        className="max-h-44 overflow-y-auto px-4 py-2 text-[0.8125rem] sm:grid sm:grid-cols-2 sm:gap-x-4"
      >
        {circuits.slice(0, LISTED).map(({ circuit, state, held: isHeld }) => (
          <li key={circuit} className={classNames(tones[stateTones[state]], "flex items-center gap-2 py-0.5")}>
            <BreakerGlyph state={state} className="size-4 text-tone" />
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              {circuit}
              <span className="sr-only">, {stateWords[state]}</span>
              {isHeld && <span className="text-muted"> held</span>}
            </span>
          </li>
        ))}
      </ul>
      {circuits.length > LISTED && (
        <p className="border-line border-t px-4 py-2 text-muted text-xs">
          and {counted(circuits.length - LISTED, "more circuit")}
        </p>
      )}
    </section>
  );
}

function StateCount({ state, circuits }: { state: CircuitStateName; circuits: readonly MatchingCircuit[] }) {
  const number = circuits.filter((each) => each.state === state).length;
  if (number === 0) return null;
  return (
    <span className={classNames(tones[stateTones[state]], "flex items-center gap-1.5 font-medium text-tone")}>
      <BreakerGlyph state={state} className="size-4.5" />
      {count(number)} {stateWords[state].toLowerCase()}
    </span>
  );
}
