"use client";

import { ConfirmDialog, Consequences } from "@/components/ui/confirm-dialog.tsx";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import type { UserView } from "@/lib/contracts/account.ts";
import { leave, useUserAct } from "./use-user-act.ts";

interface RoleDialogProps {
  user: UserView;
  isSelf: boolean;
  onClose: () => void;
}

export function RoleDialog({ user, isSelf, onClose }: RoleDialogProps) {
  const { toast } = useStatusMessages();
  const role = user.role === "admin" ? "viewer" : "admin";
  const change = useUserAct(
    () => call(api.updateUser, { params: { id: user.id }, body: { role } }),
    () => {
      if (isSelf) return leave();
      toast(`${user.email} is ${role} now`);
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={`Make ${user.email} ${role === "admin" ? "an admin" : "a viewer"}?`}
      action={role === "admin" ? "Make admin" : "Make viewer"}
      busy={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    >
      <Consequences>
        {role === "admin" ? (
          <li>They may reset and hold circuits, change dependencies, users, tokens and limits.</li>
        ) : (
          <li>They may look at everything but users and tokens, and change nothing.</li>
        )}
        <li>{isSelf ? "You are signed out, and sign in again as a viewer." : "They have to sign in again."}</li>
        {role === "viewer" && <li>Tokens that they have made go on: revoke those apart.</li>}
      </Consequences>
    </ConfirmDialog>
  );
}
