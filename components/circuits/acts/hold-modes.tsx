import { classNames } from "@/components/ui/class-names.ts";
import type { overrideMode } from "@/lib/contracts/circuit.ts";
import { BreakerGlyph } from "../breaker-glyph.tsx";

export type HoldMode = (typeof overrideMode.options)[number];

const modes = [
  { mode: "forced_open", glyph: "open", name: "Open", meaning: "Refuse every call, send no test calls." },
  { mode: "forced_closed", glyph: "closed", name: "Closed", meaning: "Let every call through, whatever fails." },
  { mode: "dry_run", glyph: "half_open", name: "Dry run", meaning: "Decide and report, but refuse nothing." },
] as const;

interface HoldModesProps {
  value: HoldMode;
  onChange: (mode: HoldMode) => void;
  /** Side by side, where there is room. */
  abreast?: boolean;
}

export function HoldModes({ value, onChange, abreast = false }: HoldModesProps) {
  return (
    <fieldset className={classNames("grid gap-2", abreast && "sm:grid-cols-3")}>
      <legend className="mb-1.5 font-medium text-[0.8125rem]">Hold it</legend>
      {modes.map(({ mode, glyph, name, meaning }) => (
        <label
          key={mode}
          className={classNames(
            "flex cursor-pointer items-center gap-3 rounded-lg border px-3 py-2.5 hover:bg-hover",
            "has-focus-visible:outline-2 has-focus-visible:outline-focus",
            mode === value ? "border-accent bg-accent-soft" : "border-line",
          )}
        >
          <input
            type="radio"
            name="mode"
            value={mode}
            checked={mode === value}
            onChange={() => onChange(mode)}
            className="size-4 accent-accent-fill"
          />
          <BreakerGlyph state={glyph} className="size-5 text-muted" />
          <span>
            <span className="font-medium">{name}</span>
            <span className="block text-[0.8125rem] text-muted">{meaning}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
