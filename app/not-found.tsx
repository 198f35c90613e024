import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";
import { PanelIcon } from "@/components/shell/tab/panel-icon.tsx";
import { buttonClasses } from "@/components/ui/button-look.ts";

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md place-content-center justify-items-center gap-3 px-6 text-center">
      <PanelIcon />
      <title>Not found · Breaker Panel</title>
      <BreakerGlyph state="open" className="size-12 text-faint" />
      <h1 className="font-semibold text-lg tracking-tight">This line leads nowhere</h1>
      <p className="text-muted">There is no such page in this panel.</p>
      {/* A plain link: every page carries this one along, and shall not carry Next's for it. */}
      <a href="/" className={buttonClasses({ variant: "primary" }, "mt-2")}>
        To the overview
      </a>
    </main>
  );
}
