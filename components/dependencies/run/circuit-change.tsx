import { appearanceOf } from "@/components/circuits/appearance.ts";
import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { tones } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { circuitFigures } from "./circuit-figures.ts";
import type { Ran } from "./use-run.ts";

/** The circuit before the run and after it. Other calls go on meanwhile and may have had a part in it. */
export function CircuitChange({ before, after }: Pick<Ran, "before" | "after">) {
  if (before === null && after === null) return null;
  return (
    <section aria-label="Circuit" className="grid gap-2">
      <h3 className="font-semibold text-[0.8125rem] text-muted">Circuit</h3>
      <dl className="grid divide-line rounded-lg border border-line bg-canvas text-[0.8125rem] max-sm:divide-y sm:grid-cols-2 sm:divide-x">
        <Moment name="Before" circuit={before} />
        <Moment name="After" circuit={after} />
      </dl>
    </section>
  );
}

function Moment({ name, circuit }: { name: string; circuit: CircuitView | null }) {
  const appearance = circuit && appearanceOf(circuit, false);
  return (
    <div className="grid gap-0.5 px-3 py-2">
      <dt className="text-faint text-xs">{name}</dt>
      <dd className={classNames("flex flex-wrap items-center gap-x-2", appearance && tones[appearance.tone])}>
        {circuit && appearance ? (
          <>
            <BreakerGlyph state={appearance.glyph} className="size-5 text-tone" />
            <b className="font-semibold text-tone">{appearance.word}</b>
            {appearance.note && <span className="font-medium text-tone">{appearance.note}</span>}
            <ul className="basis-full text-muted">
              {circuitFigures(circuit).map((figure) => (
                <li key={figure}>{figure}</li>
              ))}
            </ul>
          </>
        ) : (
          "not known"
        )}
      </dd>
    </div>
  );
}
