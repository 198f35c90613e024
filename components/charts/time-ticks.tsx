import { classNames } from "@/components/ui/class-names.ts";
import { type Period, placeIn, ticksOf } from "./time-axis.ts";

/** What a drawing's width means: times of day, or days, below it. */
export function TimeTicks({ period }: { period: Period }) {
  return (
    <div aria-hidden="true" className="relative h-5 select-none text-2xs text-faint">
      {ticksOf(period).map(({ at, label }) => {
        const place = placeIn(period, at);
        const isAtEnd = place > 0.95;
        return (
          <span
            key={at}
            className={classNames(
              "absolute whitespace-nowrap max-sm:even:hidden",
              isAtEnd ? "right-0" : place >= 0.05 && "-translate-x-1/2",
            )}
            style={isAtEnd ? undefined : { left: `${(place * 100).toFixed(2)}%` }}
          >
            {label}
          </span>
        );
      })}
    </div>
  );
}
