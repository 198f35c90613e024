import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

/** A surface that groups what belongs together. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={classNames("rounded-xl border border-line bg-surface shadow-card", className)} />;
}

export function CardHeader({ title, hint, actions }: { title: string; hint?: string; actions?: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-5 py-3.5">
      <div className="min-w-0">
        <h2 className="font-semibold text-[0.9375rem] tracking-tight">{title}</h2>
        {hint && <p className="text-[0.8125rem] text-muted">{hint}</p>}
      </div>
      {actions && <div className="ml-auto flex gap-2">{actions}</div>}
    </div>
  );
}
