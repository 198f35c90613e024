"use client";

import { useEffect } from "react";
import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { PanelIcon } from "@/components/shell/tab/panel-icon.tsx";
import { Button } from "@/components/ui/button.tsx";

/** What a page shows that could not be drawn. The server's message stays on the server; the digest finds it there. */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  useEffect(() => console.error(error), [error]);
  return (
    <main className="mx-auto grid min-h-[60dvh] max-w-md place-content-center justify-items-center gap-3 px-6 text-center">
      <PanelIcon />
      <BreakerGlyph state="open" className="size-12 text-bad" />
      <h1 className="font-semibold text-lg tracking-tight">This page could not be shown</h1>
      <p className="text-muted">The circuits go on protecting calls; only the view of them failed.</p>
      {error.digest && <p className="font-mono text-faint text-xs">{error.digest}</p>}
      <Button variant="primary" className="mt-2" onClick={retry}>
        Try again
      </Button>
    </main>
  );
}
