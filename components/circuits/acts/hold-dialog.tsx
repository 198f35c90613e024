"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { api } from "@/lib/client/api.ts";
import { ApiError } from "@/lib/client/api-error.ts";
import { call } from "@/lib/client/call.ts";
import { nestedQueryOf } from "@/lib/client/circuit-name.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { ActError } from "./act-error.tsx";
import { HoldEnd, secondsIn } from "./hold-end.tsx";
import { type HoldMode, HoldModes } from "./hold-modes.tsx";
import { ReasonField } from "./reason-field.tsx";

const CHIPS = ["planned maintenance", "incident", "trying out a policy"];

/** Holds a circuit, with a reason and, unless it is meant otherwise, an end. */
export function HoldDialog({ circuit, onClose }: { circuit: CircuitView; onClose: () => void }) {
  const client = useQueryClient();
  const [mode, setMode] = useState<HoldMode>("forced_open");
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const hold = useMutation({
    mutationFn: (seconds: number | null) =>
      call(api.setOverride, {
        params: { type: circuit.node_type },
        query: nestedQueryOf(circuit),
        body: { mode, reason: reason.trim(), expires_in_seconds: seconds },
      }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ["status"] });
      client.invalidateQueries({ queryKey: ["events"] });
      onClose();
    },
  });
  const fieldError = hold.error instanceof ApiError ? hold.error.errorOf("reason") : null;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (reason.trim() !== "") hold.mutate(secondsIn(event.currentTarget));
  };

  return (
    <Dialog title={`Hold ${circuit.circuit}`} busy={hold.isPending} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        <HoldModes value={mode} onChange={setMode} />
        <ReasonField
          value={reason}
          onChange={setReason}
          chips={CHIPS}
          error={fieldError ?? (asked && reason.trim() === "" ? "Say why, in a few words." : null)}
        />
        <HoldEnd />
        {hold.error && <ActError error={hold.error} />}
        <div className="flex justify-between gap-2">
          <Button variant="ghost" disabled={hold.isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={hold.isPending}>
            Hold
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
