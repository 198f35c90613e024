"use client";

import { useEffect, useRef, useState } from "react";
import type { FieldProblem } from "@/lib/client/api-error.ts";
import { counted } from "@/lib/client/format.ts";
import { Notice } from "../notice.tsx";
import { isAtOrIn } from "./form-errors.tsx";

/**
 * What is wrong with a form, in one place, leading to each field. It takes the focus whenever there is a new set of
 * errors: whoever pressed "Save" is far from the fields.
 */
export function ErrorSummary({ errors }: { errors: readonly FieldProblem[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [labels, setLabels] = useState<readonly string[]>([]);

  useEffect(() => {
    if (errors.length === 0) return;
    setLabels(errors.map(({ field }) => fieldOf(box.current, field)?.dataset.label ?? field));
    box.current?.focus();
  }, [errors]);

  if (errors.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1} className="scroll-mt-28 rounded-xl outline-offset-2">
      <Notice tone="bad" title={`Nothing was saved: ${counted(errors.length, "field needs", "fields need")} a change`}>
        <ul className="mt-1 grid gap-0.5">
          {errors.map(({ field, message }, index) => (
            <li key={`${field} ${message}`}>
              <button
                type="button"
                className="rounded-sm text-left touch-target underline decoration-edge underline-offset-2 hover:decoration-current"
                onClick={() => lead(box.current, field)}
              >
                {labels[index] ?? field}
              </button>
              : {message}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

function lead(box: HTMLElement | null, field: string): void {
  const place = fieldOf(box, field);
  place?.closest("details")?.setAttribute("open", "");
  place?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
  place?.scrollIntoView({ block: "center" });
}

/** The innermost place of the form that answers for a field. */
function fieldOf(box: HTMLElement | null, field: string): HTMLElement | null {
  const places = box?.closest("form")?.querySelectorAll<HTMLElement>("[data-field]") ?? [];
  const answering = [...places].filter((place) => isAtOrIn(place.dataset.field ?? "", field));
  return answering.sort((a, b) => (b.dataset.field?.length ?? 0) - (a.dataset.field?.length ?? 0))[0] ?? null;
}
