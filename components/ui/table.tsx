import type { ComponentProps } from "react";
import { Card } from "./card.tsx";
import { classNames } from "./class-names.ts";

/** `caption` names the table to those who do not see it. */
export function Table({ caption, className, children, ...rest }: ComponentProps<"table"> & { caption: string }) {
  return (
    <Card className="overflow-x-auto">
      <table {...rest} className={classNames("w-full border-separate border-spacing-0 text-[0.8125rem]", className)}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </Card>
  );
}

export function HeaderRow({ children }: { children: React.ReactNode }) {
  return (
    <thead>
      <tr className="text-left text-faint text-xs">{children}</tr>
    </thead>
  );
}

export function HeaderCell({ className, ...rest }: ComponentProps<"th">) {
  return <th scope="col" {...rest} className={classNames("px-4 py-2 font-normal first:pl-5 last:pr-5", className)} />;
}

export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={classNames("*:border-line *:border-t hover:bg-hover/60", className)} />;
}

export function Cell({ className, ...rest }: ComponentProps<"td">) {
  return <td {...rest} className={classNames("px-4 py-2.5 first:pl-5 last:pr-5", className)} />;
}
