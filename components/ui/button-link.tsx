import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClasses } from "./button-look.ts";

/** Apart from the button: what every page loads in case that it fails is to be without Next's link. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & ButtonLook) {
  return <Link {...rest} className={buttonClasses({ variant, size }, className)} />;
}
