import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icons.tsx";

interface Segment<T extends string> {
  readonly value: T;
  readonly name: string;
  readonly icon?: IconName;
}

interface SegmentsProps<T extends string> {
  legend: string;
  /** Whether the legend is seen, or only read out. */
  showLegend?: boolean;
  /** Of the radio buttons: one of its kind on the page. */
  name: string;
  segments: readonly Segment<T>[];
  value: T;
  disabled?: boolean;
  onChange: (value: T) => void;
}

/** One of a few, side by side, that takes effect at once. */
export function Segments<T extends string>(props: SegmentsProps<T>) {
  const { legend, showLegend = false, name, segments, value, disabled = false, onChange } = props;
  return (
    <fieldset disabled={disabled} className="disabled:opacity-60">
      <legend className={showLegend ? "mb-1.5 font-medium text-[0.8125rem]" : "sr-only"}>{legend}</legend>
      <div className="flex rounded-lg border border-line bg-canvas p-0.5">
        {segments.map((each) => (
          <label
            key={each.value}
            className={classNames(
              "flex flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-md px-2 py-1 text-xs touch-target",
              "has-focus-visible:outline-2 has-focus-visible:outline-focus",
              disabled ? "cursor-not-allowed" : "cursor-pointer",
              each.value === value ? "bg-raised font-medium text-ink shadow-card" : "text-muted hover:text-ink",
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={each.value === value}
              onChange={() => onChange(each.value)}
            />
            {each.icon && <Icon name={each.icon} className="size-3.5" />}
            {each.name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
