import { classNames } from "@/components/ui/class-names.ts";

/** Which panel this is. Production stands out: it is where a wrong click costs. */
export function EnvironmentBadge({ name }: { name: string }) {
  const isProduction = /^prod/i.test(name);
  return (
    <span
      title="The environment that this panel watches"
      className={classNames(
        isProduction ? "tone-bad" : "tone-neutral",
        "max-w-40 truncate rounded-sm border border-tone px-1.5 font-semibold text-2xs text-tone uppercase tracking-wider",
      )}
    >
      {name}
    </span>
  );
}
