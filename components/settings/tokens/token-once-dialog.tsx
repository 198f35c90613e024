"use client";

import { Button } from "@/components/ui/button.tsx";
import { CodeBlock } from "@/components/ui/code-block.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { SecretOnce } from "@/components/ui/secret-once.tsx";
import type { TokenView } from "@/lib/contracts/account.ts";

interface TokenOnceDialogProps {
  created: { readonly token: TokenView; readonly secret: string };
  origin: string;
  onClose: () => void;
}

/** The one time that a token's secret is shown. Only its button closes it, no slip does. */
export function TokenOnceDialog({ created: { token, secret }, origin, onClose }: TokenOnceDialogProps) {
  const footer = (
    <Button variant="primary" onClick={onClose}>
      Done, I have copied it
    </Button>
  );
  return (
    <Dialog title={`The token ${token.name} is made`} busy onClose={onClose} footer={footer}>
      <div className="grid grid-cols-1 gap-4">
        <SecretOnce label="Token" secret={secret} />
        {token.scopes.includes("read") && (
          <div className="grid grid-cols-1 gap-1.5">
            <p className="font-medium text-[0.8125rem]">Try it</p>
            <CodeBlock
              label="Try the token"
              code={`curl -H "Authorization: Bearer ${secret}" ${origin}/api/circuit-breaker/status`}
            />
          </div>
        )}
      </div>
    </Dialog>
  );
}
