"use client";

import { ConfirmDialog, Consequences } from "@/components/ui/confirm-dialog.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import type { UserView } from "@/lib/contracts/account.ts";
import { PasswordOnceDialog } from "./password-once-dialog.tsx";
import { useUserAct } from "./use-user-act.ts";

export function NewPasswordDialog({ user, onClose }: { user: UserView; onClose: () => void }) {
  const reset = useUserAct(
    () => call(api.updateUser, { params: { id: user.id }, body: { reset_password: true } }),
    () => {},
  );
  if (reset.data?.password) {
    return (
      <PasswordOnceDialog title={`New password of ${user.email}`} password={reset.data.password} onClose={onClose} />
    );
  }
  return (
    <ConfirmDialog
      title={`Give ${user.email} a new password?`}
      action="New password"
      busy={reset.isPending}
      error={reset.error}
      onConfirm={() => reset.mutate()}
      onClose={onClose}
    >
      <Consequences>
        <li>One is generated, and shown to you once.</li>
        <li>The old one is over at once, and all their sessions end.</li>
      </Consequences>
    </ConfirmDialog>
  );
}
