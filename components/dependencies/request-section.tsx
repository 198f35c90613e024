"use client";

import { FormField } from "@/components/ui/form/form-field.tsx";
import { FormSection } from "@/components/ui/form/form-section.tsx";
import { PairRows } from "@/components/ui/form/pair-rows.tsx";
import { Input, Select } from "@/components/ui/inputs.tsx";
import type { SectionProps } from "./basics-section.tsx";
import { METHODS, parametersOf } from "./http-config.ts";

/** Where its calls go. */
export function RequestSection({ draft, put }: SectionProps) {
  const parameters = parametersOf(draft.path);
  return (
    <FormSection title="The call" hint="Over HTTP, to one origin; executions fill in parameters, query and body.">
      <FormField
        name="config.base_url"
        label="Base URL"
        hint="No call ever goes to another origin."
        className="col-span-full"
      >
        {(control) => (
          <Input
            {...control}
            type="url"
            value={draft.baseUrl}
            onChange={(event) => put({ baseUrl: event.target.value })}
            placeholder="https://api.example.com"
            className="font-mono text-[0.8125rem]"
            maxLength={2000}
            autoComplete="off"
            required
          />
        )}
      </FormField>
      <div className="col-span-full grid gap-x-5 gap-y-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <FormField name="config.method" label="Method">
          {(control) => (
            <Select {...control} value={draft.method} onChange={(event) => put({ method: event.target.value })}>
              {METHODS.map((method) => (
                <option key={method}>{method}</option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField
          name="config.path"
          label="Path"
          optional
          hint={
            parameters.length === 0
              ? "A part that changes from call to call is written {id}."
              : `Each execution gives: ${parameters.join(", ")}`
          }
        >
          {(control) => (
            <Input
              {...control}
              value={draft.path}
              onChange={(event) => put({ path: event.target.value })}
              placeholder="/v1/orders/{id}"
              className="font-mono text-[0.8125rem]"
              maxLength={2000}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </FormField>
      </div>
      <PairRows
        name="config.headers"
        label="Headers"
        one="header"
        hint="A secret is written {{api_key}}; its value goes below, and is never shown again."
        pairs={draft.headers}
        onChange={(headers) => put({ headers })}
        namePlaceholder="authorization"
        valuePlaceholder="Bearer {{api_key}}"
      />
      <PairRows
        name="config.query"
        label="Query parameters"
        one="query parameter"
        hint="Sent with every call; an execution may say otherwise."
        pairs={draft.query}
        onChange={(query) => put({ query })}
        namePlaceholder="version"
        valuePlaceholder="2"
      />
    </FormSection>
  );
}
