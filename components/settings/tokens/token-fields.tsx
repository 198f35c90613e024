"use client";

import { Choices } from "@/components/ui/choices.tsx";
import { useErrorAt } from "@/components/ui/form/form-errors.tsx";
import { FormField } from "@/components/ui/form/form-field.tsx";
import { Input, Select } from "@/components/ui/inputs.tsx";

const SCOPES = [
  { value: "read", name: "read", hint: "Sees circuits, events, policies and metrics." },
  { value: "execute", name: "execute", hint: "Runs executions: what services need." },
  { value: "admin", name: "admin", hint: "Resets, holds and changes everything, users and tokens too." },
];

/** Days; the empty one never ends. */
const LIVES = [
  { days: "7", name: "In a week" },
  { days: "30", name: "In 30 days" },
  { days: "90", name: "In 90 days" },
  { days: "365", name: "In a year" },
  { days: "", name: "Never" },
];

export function TokenFields() {
  const scopesError = useErrorAt("scopes");
  return (
    <>
      <FormField name="name" label="Name" hint="Events name it: token:ci.">
        {(control) => (
          <Input
            {...control}
            data-autofocus
            name="name"
            placeholder="ci"
            maxLength={100}
            autoComplete="off"
            autoCapitalize="none"
            required
          />
        )}
      </FormField>
      <div data-field="scopes" data-label="Scopes" className="grid gap-1.5">
        <Choices
          legend="Scopes"
          type="checkbox"
          name="scopes"
          choices={SCOPES}
          initial={["read"]}
          error={scopesError === null ? null : "Choose one at least."}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField name="workspaces" label="Workspaces" optional hint="Blank: all. Else the only ones it may name.">
          {(control) => (
            <Input {...control} name="workspaces" placeholder="acme, beta" autoComplete="off" autoCapitalize="none" />
          )}
        </FormField>
        <FormField name="expires_in_days" label="Expires">
          {(control) => (
            <Select {...control} name="expires_in_days" defaultValue="90">
              {LIVES.map(({ days, name }) => (
                <option key={days} value={days}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      </div>
    </>
  );
}
