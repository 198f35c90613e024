"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog, Consequences } from "@/components/ui/confirm-dialog.tsx";
import { closeToHeading } from "@/components/ui/focus-heading.ts";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { TimeAgo } from "@/components/ui/time-ago.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import type { TokenView } from "@/lib/contracts/account.ts";

export function RevokeDialog({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const client = useQueryClient();
  const { toast } = useStatusMessages();
  const revoke = useMutation({
    mutationFn: () => call(api.revokeToken, { params: { id: token.id } }),
    onSuccess: () => {
      toast(`Revoked ${token.name}`);
      closeToHeading(onClose);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["tokens"] }),
  });
  return (
    <ConfirmDialog
      title={`Revoke ${token.name}?`}
      action="Revoke"
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <Consequences>
        <li>Whatever calls with it is refused from now on.</li>
        <li>
          {token.last_used_at === null ? (
            "It has never been used."
          ) : (
            <>
              It was last used <TimeAgo at={token.last_used_at} />.
            </>
          )}
        </li>
        <li>It cannot be brought back; make another one instead.</li>
      </Consequences>
    </ConfirmDialog>
  );
}
