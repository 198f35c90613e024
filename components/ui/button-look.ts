import { classNames } from "./class-names.ts";

const base =
  "inline-flex items-center justify-center gap-1.5 rounded-lg border font-medium whitespace-nowrap touch-target print:hidden " +
  "motion-safe:transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55";

const variants = {
  primary: "border-transparent bg-accent-fill text-on-accent hover:not-disabled:brightness-110",
  secondary: "border-line bg-surface text-ink hover:not-disabled:bg-hover",
  ghost: "border-transparent bg-transparent text-muted hover:not-disabled:bg-hover hover:not-disabled:text-ink",
  danger: "border-transparent bg-bad-fill text-on-bad hover:not-disabled:brightness-110",
} as const;

const sizes = { sm: "px-2.5 py-1 text-[0.8125rem]", md: "px-3.5 py-2 text-sm", icon: "size-8 p-0" } as const;

export interface ButtonLook {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
}

/** The classes of what looks like a button. */
export function buttonClasses({ variant = "secondary", size = "md" }: ButtonLook, className?: string): string {
  return classNames(base, variants[variant], sizes[size], className);
}
