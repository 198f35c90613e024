"use client";

import { useQueryClient } from "@tanstack/react-query";
import { beyond, draftOf, patchOf } from "@/components/policy/policy-draft.ts";
import { PolicyInputs } from "@/components/policy/policy-inputs.tsx";
import { FormSection } from "@/components/ui/form/form-section.tsx";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { defaultPolicyQuery } from "@/lib/client/settings-queries.ts";
import { DEFAULT_POLICY, type PolicyPatch, type PolicyReply } from "@/lib/contracts/policy.ts";
import { SettingForm } from "./setting-form.tsx";
import { useSetting } from "./use-setting.ts";

/** Only what differs from the built-in policy is filled in: the API answers the whole, not what was put. */
export function DefaultPolicyForm({ stored }: { stored: PolicyReply }) {
  const client = useQueryClient();
  const { toast } = useStatusMessages();
  const before = beyond(stored.policy, DEFAULT_POLICY);
  const state = useSetting({
    kept: draftOf(before),
    read(draft: ReturnType<typeof draftOf>) {
      const { policy, errors } = patchOf(draft, before);
      return { body: policy, errors };
    },
    put: (body: PolicyPatch) => call(api.putDefaultPolicy, { body }),
    onSaved(saved) {
      client.setQueryData(defaultPolicyQuery().queryKey, saved);
      for (const key of ["nodes", "status"]) client.invalidateQueries({ queryKey: [key] });
      toast("Saved the default policy: it is in force");
    },
  });
  return (
    <SettingForm state={state}>
      <FormSection title="Policy" hint="Blank fields keep the built-in value, which stands in them in grey.">
        <PolicyInputs
          prefix=""
          draft={state.draft}
          onChange={state.setDraft}
          base={DEFAULT_POLICY}
          baseWord="built in"
        />
      </FormSection>
    </SettingForm>
  );
}
