"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { limitsQuery } from "@/lib/client/settings-queries.ts";
import type { Limits } from "@/lib/contracts/limits.ts";
import { SettingForm } from "../setting-form.tsx";
import { useSetting } from "../use-setting.ts";
import { draftOf, type LimitsDraft, limitsOf } from "./limits-draft.ts";
import { TierRows } from "./tier-rows.tsx";
import { WorkspaceRows } from "./workspace-rows.tsx";

/** Tiers and workspaces are put whole, in one go: neither makes sense without the other. */
export function LimitsForm({ stored }: { stored: Limits }) {
  const client = useQueryClient();
  const { toast } = useStatusMessages();
  const kept = useMemo(() => draftOf(stored), [stored]);
  const state = useSetting({
    kept,
    read(draft: LimitsDraft) {
      const { limits, errors } = limitsOf(draft);
      return { body: limits, errors };
    },
    put: (body: Limits) => call(api.putLimits, { body }),
    onSaved(saved) {
      client.setQueryData(limitsQuery().queryKey, saved);
      toast("Saved the rate limits: they are in force");
    },
  });
  const { draft, setDraft } = state;
  return (
    <SettingForm state={state}>
      <TierRows rows={draft.tiers} onChange={(tiers) => setDraft({ ...draft, tiers })} />
      <WorkspaceRows
        rows={draft.workspaces}
        tiers={draft.tiers.map(({ name }) => name.trim()).filter((name) => name !== "")}
        onChange={(workspaces) => setDraft({ ...draft, workspaces })}
      />
    </SettingForm>
  );
}
