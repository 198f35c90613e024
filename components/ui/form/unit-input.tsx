import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";
import { Input } from "../inputs.tsx";

/** A figure with its unit. Text, not `type="number"`: that one changes its value under a scrolling wheel. */
export function UnitInput({ unit, className, ...rest }: ComponentProps<typeof Input> & { unit: string }) {
  return (
    <div className="relative">
      <Input
        inputMode="decimal"
        autoComplete="off"
        {...rest}
        // Room for the unit, and for the longest one.
        className={classNames("pr-24!", className)}
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-faint text-xs"
      >
        {unit}
      </span>
    </div>
  );
}
