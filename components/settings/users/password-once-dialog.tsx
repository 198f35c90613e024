"use client";

import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { SecretOnce } from "@/components/ui/secret-once.tsx";

interface PasswordOnceDialogProps {
  title: string;
  password: string;
  onClose: () => void;
}

/** A dialog of its own, so that the focus comes to what has to be copied. Only its button closes it, no slip does. */
export function PasswordOnceDialog({ title, password, onClose }: PasswordOnceDialogProps) {
  const footer = (
    <Button variant="primary" onClick={onClose}>
      Done, I have copied it
    </Button>
  );
  return (
    <Dialog title={title} busy onClose={onClose} footer={footer}>
      <div className="grid gap-3">
        <SecretOnce label="Password" secret={password} />
        <p className="text-[0.8125rem] text-muted">
          Hand it over in a safe way. Its owner can change it under Settings, Your account.
        </p>
      </div>
    </Dialog>
  );
}
