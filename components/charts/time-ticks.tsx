import { type Period, placeIn, ticksOf } from "./time-axis.ts";

/** What a drawing's width means: times of day, or days, below it. */
export function TimeTicks({ period }: { period: Period }) {
  return (
    <div aria-hidden="true" className="relative h-5 select-none text-2xs text-faint">
      {ticksOf(period).map(({ at, label }) => {
        const place = placeIn(period, at);
        return (
          <span
            key={at}
            className={
              place > 0.95 ? "absolute right-0" : "-translate-x-1/2 absolute whitespace-nowrap first:translate-x-0"
            }
            style={place > 0.95 ? undefined : { left: `${(place * 100).toFixed(2)}%` }}
          >
            {label}
          </span>
        );
      })}
    </div>
  );
}
