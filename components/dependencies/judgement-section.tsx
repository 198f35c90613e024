"use client";

import { FormField } from "@/components/ui/form/form-field.tsx";
import { FormSection } from "@/components/ui/form/form-section.tsx";
import { UnitInput } from "@/components/ui/form/unit-input.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import type { SectionProps } from "./basics-section.tsx";

/** How an answer is judged. Blank fields are the engine's defaults. */
export function JudgementSection({ draft, put }: SectionProps) {
  const control = { autoComplete: "off", spellCheck: false, className: "font-mono text-[0.8125rem]" } as const;
  return (
    <FormSection
      title="What counts as a failure"
      hint="Network errors and timeouts always do. Statuses or their classes, separated by commas; blank is the default."
    >
      <FormField
        name="config.failure_statuses"
        label="Failures"
        hint="They count against the circuit. One that is listed itself goes before its class."
      >
        {(field) => (
          <Input
            {...field}
            {...control}
            value={draft.failureStatuses}
            onChange={(event) => put({ failureStatuses: event.target.value })}
            placeholder="5xx, 408, 429, 401, 403"
          />
        )}
      </FormField>
      <FormField
        name="config.ignored_statuses"
        label="Ignored"
        hint="Errors that say nothing about its health. Those in neither list are successes; “none” empties a list."
      >
        {(field) => (
          <Input
            {...field}
            {...control}
            value={draft.ignoredStatuses}
            onChange={(event) => put({ ignoredStatuses: event.target.value })}
            placeholder="4xx"
          />
        )}
      </FormField>
      <FormField
        name="config.caller_statuses"
        label="Caller’s failures"
        hint="Of the failures, those that speak against the caller’s key or quota. With circuits per workspace or credential they open the caller’s own."
      >
        {(field) => (
          <Input
            {...field}
            {...control}
            value={draft.callerStatuses}
            onChange={(event) => put({ callerStatuses: event.target.value })}
            placeholder="401, 403, 429"
          />
        )}
      </FormField>
      <FormField name="config.max_response_bytes" label="Longest answer" hint="A longer one is an error, and ignored.">
        {(field) => (
          <UnitInput
            {...field}
            unit="bytes"
            inputMode="numeric"
            value={draft.maxResponseBytes}
            onChange={(event) => put({ maxResponseBytes: event.target.value })}
            placeholder="1048576"
          />
        )}
      </FormField>
    </FormSection>
  );
}
