import type { ReactNode } from "react";
import { Card, CardHeader } from "../card.tsx";

interface FormSectionProps {
  /** For links that lead here. */
  id?: string;
  title: string;
  hint?: string;
  children: ReactNode;
}

/** Fields that belong together, side by side where there is room. */
export function FormSection({ id, title, hint, children }: FormSectionProps) {
  return (
    <Card id={id} className="scroll-mt-20">
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

interface FormActionsProps {
  /** What came of pressing one of them, where no field is to blame. */
  notices?: ReactNode;
  children: ReactNode;
}

/** Stays in view below a long form, with what has to be said about it: whoever presses a button looks there. */
export function FormActions({ notices, children }: FormActionsProps) {
  return (
    <div className="sticky bottom-0 z-10 -mx-1 grid grid-cols-1 gap-3 border-line border-t bg-canvas/95 px-1 py-3 backdrop-blur-sm">
      {notices}
      <div className="flex flex-wrap items-center gap-2">{children}</div>
    </div>
  );
}
