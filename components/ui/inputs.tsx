import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

// 16 px on phones: below that, iOS zooms into the page when a field gets the focus.
const control =
  "w-full rounded-lg border border-edge bg-surface px-3 py-2 text-ink text-sm touch-target max-sm:text-base " +
  "aria-invalid:border-bad-mark disabled:opacity-60 focus-visible:outline-offset-0";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={classNames(control, className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={3} {...rest} className={classNames(control, "resize-y", className)} />;
}

export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={classNames(control, "pr-8", className)} />;
}

export function Checkbox({ label, className, ...rest }: ComponentProps<"input"> & { label: string }) {
  return (
    <label className={classNames("inline-flex items-center gap-2 text-sm touch-target", className)}>
      <input type="checkbox" {...rest} className="size-4 accent-accent-fill" />
      {label}
    </label>
  );
}
