"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorSummary } from "@/components/ui/form/error-summary.tsx";
import { FormErrors } from "@/components/ui/form/form-errors.tsx";
import { fieldErrorsOf, SubmitError } from "@/components/ui/form/submit-error.tsx";
import { api } from "@/lib/client/api.ts";
import { call } from "@/lib/client/call.ts";
import { TokenFields } from "./token-fields.tsx";
import { TokenOnceDialog } from "./token-once-dialog.tsx";
import { type TokenRequest, tokenRequestOf } from "./token-request.ts";

export function CreateTokenDialog({ origin, onClose }: { origin: string; onClose: () => void }) {
  const client = useQueryClient();
  const formId = useId();
  const create = useMutation({
    mutationFn: (body: TokenRequest) => call(api.createToken, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tokens"] }),
    gcTime: 0,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!create.isPending) create.mutate(tokenRequestOf(new FormData(event.currentTarget)));
  };

  if (create.data) return <TokenOnceDialog created={create.data} origin={origin} onClose={onClose} />;
  const errors = fieldErrorsOf(create.error);
  const footer = (
    <>
      <Button variant="ghost" disabled={create.isPending} onClick={onClose}>
        Cancel
      </Button>
      <Button type="submit" form={formId} variant="primary" busy={create.isPending}>
        {create.isPending ? "Creating…" : "Create token"}
      </Button>
    </>
  );
  return (
    <Dialog title="Create a token" busy={create.isPending} onClose={onClose} footer={footer}>
      <FormErrors errors={errors}>
        <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
          <ErrorSummary errors={errors} />
          <TokenFields />
          <SubmitError error={create.error} />
        </form>
      </FormErrors>
    </Dialog>
  );
}
