"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog, Consequences } from "@/components/ui/confirm-dialog.tsx";
import { useStatusMessages } from "@/components/ui/status-region.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";

interface DeleteDialogProps {
  type: string;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteDialog({ type, onClose, onDeleted }: DeleteDialogProps) {
  const client = useQueryClient();
  const { toast } = useStatusMessages();
  const remove = useMutation({
    mutationFn: () => call(api.deleteNodeType, { params: { type } }),
    onSuccess: () => {
      toast(`Deleted ${type}`);
      onDeleted();
      // Not what is under it: the page of the deleted one would ask for it once more.
      client.invalidateQueries({ queryKey: ["nodes"], exact: true });
      client.invalidateQueries({ queryKey: ["status"] });
    },
  });
  return (
    <ConfirmDialog
      title={`Delete ${type}?`}
      action="Delete"
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <Consequences>
        <li>Executions of it are refused at once: it is not known any more.</li>
        <li>Its circuit goes, with its counts, its last error and any hold.</li>
        <li>Its secrets are gone for good.</li>
        <li>Its history stays in the events.</li>
      </Consequences>
    </ConfirmDialog>
  );
}
