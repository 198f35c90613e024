"use client";

import { FormField } from "@/components/ui/form/form-field.tsx";
import { FormSection } from "@/components/ui/form/form-section.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import type { DependencyDraft } from "./draft.ts";

export interface SectionProps {
  draft: DependencyDraft;
  put: (part: Partial<DependencyDraft>) => void;
}

/** What it is called, and whose it is. Its name is its identity: it is chosen once. */
export function BasicsSection({ draft, put, isNew }: SectionProps & { isNew: boolean }) {
  return (
    <FormSection title="What it is" hint="What people see on its card, and whom they ask.">
      {isNew && (
        <FormField
          name="type"
          label="Name"
          hint="Letters, digits, _ . and -, as in orders.payments. It cannot be changed later."
        >
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              onChange={(event) => put({ name: event.target.value })}
              className="font-mono"
              placeholder="orders.payments"
              maxLength={64}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
            />
          )}
        </FormField>
      )}
      <FormField name="title" label="Title" optional>
        {(control) => (
          <Input
            {...control}
            value={draft.title}
            onChange={(event) => put({ title: event.target.value })}
            placeholder="Payments API"
            maxLength={100}
            autoComplete="off"
          />
        )}
      </FormField>
      <FormField name="owner" label="Owner" optional hint="A team or a channel.">
        {(control) => (
          <Input
            {...control}
            value={draft.owner}
            onChange={(event) => put({ owner: event.target.value })}
            placeholder="team-payments"
            maxLength={100}
            autoComplete="off"
          />
        )}
      </FormField>
      <FormField name="runbook_url" label="Runbook" optional hint="What to do when it is open.">
        {(control) => (
          <Input
            {...control}
            type="url"
            value={draft.runbookUrl}
            onChange={(event) => put({ runbookUrl: event.target.value })}
            placeholder="https://wiki.example.com/payments"
            maxLength={2000}
            autoComplete="off"
          />
        )}
      </FormField>
      <FormField name="tags" label="Tags" optional hint="Separated by commas.">
        {(control) => (
          <Input
            {...control}
            value={draft.tags}
            onChange={(event) => put({ tags: event.target.value })}
            placeholder="payments, eu"
            autoComplete="off"
          />
        )}
      </FormField>
    </FormSection>
  );
}
