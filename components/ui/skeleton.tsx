import { classNames } from "./class-names.ts";

/** Takes the place of what is being loaded, in its size, so that nothing jumps when it comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames("motion-safe:animate-pulse rounded-md bg-line", className)} />;
}
