"use client";

import { ConfirmDialog, Consequences } from "@/components/ui/confirm-dialog.tsx";
import { closeToHeading } from "@/components/ui/focus-heading.ts";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import type { UserView } from "@/lib/contracts/account.ts";
import { leave, useUserAct } from "./use-user-act.ts";

interface RemoveUserDialogProps {
  user: UserView;
  isSelf: boolean;
  onClose: () => void;
}

export function RemoveUserDialog({ user, isSelf, onClose }: RemoveUserDialogProps) {
  const { toast } = useStatusMessages();
  const remove = useUserAct(
    () => call(api.deleteUser, { params: { id: user.id } }),
    () => {
      if (isSelf) return leave();
      toast(`Removed ${user.email}`);
      closeToHeading(onClose);
    },
  );
  return (
    <ConfirmDialog
      title={`Remove ${user.email}?`}
      action="Remove"
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <Consequences>
        <li>{isSelf ? "You are signed out at once." : "All their sessions end at once."}</li>
        <li>Tokens that they have made go on: revoke those apart.</li>
        <li>What they did stays in the events under their name.</li>
      </Consequences>
    </ConfirmDialog>
  );
}
