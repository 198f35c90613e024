"use client";

import { useId, useState } from "react";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Textarea } from "@/components/ui/inputs.tsx";
import type { NodeTypeView } from "@/lib/contracts/node-type.ts";
import { jsonOf, partOf } from "./as-json.ts";
import type { SectionProps } from "./basics-section.tsx";

/** As many whatever it says: what lies below must not move while somebody is about to press it. */
const ROWS = 24;

/** The same draft as JSON, for reading, copying and pasting. What is typed here is in the form at once, if it can be. */
export function JsonSide({ draft, put, before }: SectionProps & { before: NodeTypeView | null }) {
  const errorsId = useId();
  /** What is being typed; null shows what the form says. */
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? jsonOf(draft, before);
  const errors = typed === null ? [] : partOf(typed, draft, before).errors;
  const type = (next: string) => {
    setTyped(next);
    const { part, errors } = partOf(next, draft, before);
    if (errors.length === 0) put(part);
  };
  return (
    <Card className="min-w-0 @5xl:sticky @5xl:top-19">
      <CardHeader
        title="As JSON"
        hint="As the API takes it. Form and text say the same."
        actions={<CopyButton text={text} label="Copy the JSON" />}
      />
      <div className="grid gap-2 p-4">
        <Textarea
          aria-label="The dependency as JSON"
          aria-invalid={errors.length > 0}
          aria-describedby={errors.length > 0 ? errorsId : undefined}
          value={text}
          rows={ROWS}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          className="font-mono text-xs"
          onChange={(event) => type(event.target.value)}
          onBlur={() => {
            if (errors.length === 0) setTyped(null);
          }}
        />
        <div id={errorsId} role="status" className="grid gap-0.5 text-bad text-xs empty:hidden">
          {errors.map(({ field, message }) => (
            <p key={`${field} ${message}`} className="[overflow-wrap:anywhere]">
              {field !== "" && <b className="font-semibold">{field} </b>}
              {message}
            </p>
          ))}
        </div>
      </div>
    </Card>
  );
}
