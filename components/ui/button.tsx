import type { ComponentProps } from "react";
import { type ButtonLook, buttonClasses } from "./button-look.ts";

export type ButtonProps = ComponentProps<"button"> & ButtonLook & { busy?: boolean };

/** `busy` keeps the button where it is and refuses a second press, without taking the focus away. */
export function Button({ variant, size, busy = false, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClasses({ variant, size }, className)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    />
  );
}
