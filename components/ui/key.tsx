import { classNames } from "./class-names.ts";

/** A key of the keyboard. */
export function Key({ className, children }: { className?: string; children: string }) {
  return (
    <kbd
      className={classNames(
        "min-w-5 rounded border border-line bg-canvas px-1.5 py-px text-center font-sans text-2xs text-muted",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
