import Link from "next/link";
import type { ComponentProps } from "react";
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

interface Look {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
}

export type ButtonProps = ComponentProps<"button"> & Look & { busy?: boolean };

/** `busy` keeps the button where it is and refuses a second press, without taking the focus away. */
export function Button({ variant = "secondary", size = "md", busy = false, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(base, variants[variant], sizes[size], className)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    />
  );
}

export function ButtonLink({
  variant = "secondary",
  size = "md",
  className,
  ...rest
}: ComponentProps<typeof Link> & Look) {
  return <Link {...rest} className={classNames(base, variants[variant], sizes[size], className)} />;
}
