import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { PanelIcon } from "@/components/shell/tab/panel-icon.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md place-content-center justify-items-center gap-3 px-6 text-center">
      <PanelIcon />
      <title>Not found · Breaker Panel</title>
      <BreakerGlyph state="open" className="size-12 text-faint" />
      <h1 className="font-semibold text-lg tracking-tight">This line leads nowhere</h1>
      <p className="text-muted">There is no such page in this panel.</p>
      <ButtonLink href="/" variant="primary" className="mt-2">
        To the overview
      </ButtonLink>
    </main>
  );
}
