import type { ReactNode } from "react";
import { Card, CardHeader } from "../card.tsx";
import { classNames } from "../class-names.ts";

interface FormSectionProps {
  title: string;
  hint?: string;
  children: ReactNode;
}

/** Fields that belong together, side by side where there is room. */
export function FormSection({ title, hint, children }: FormSectionProps) {
  return (
    <Card>
      <CardHeader title={title} hint={hint} />
      <div className="grid gap-x-5 gap-y-4 px-5 py-4 sm:grid-cols-2">{children}</div>
    </Card>
  );
}

/** A name for some of the fields within a section. */
export function FieldGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="col-span-full grid gap-x-5 gap-y-4 border-line border-t pt-4 first:border-t-0 first:pt-0 sm:grid-cols-2 xl:grid-cols-3">
      {/* A legend takes no part in a grid; its row is the whole width. */}
      <legend className="contents">
        <span className="col-span-full font-semibold text-[0.8125rem] text-muted">{title}</span>
      </legend>
      {children}
    </fieldset>
  );
}

/** Stays in view below a long form. */
export function FormActions({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={classNames(
        "sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center gap-2 border-line border-t bg-canvas/95 px-1 py-3 backdrop-blur-sm",
        className,
      )}
    >
      {children}
    </div>
  );
}
