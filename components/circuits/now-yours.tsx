import { Card } from "@/components/ui/card.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { FirstSteps } from "./first-steps.tsx";

/** Shown with demo data: how a newcomer gets a circuit of their own beside them. */
export function NowYours({ origin }: { origin: string }) {
  return (
    <Card>
      <details className="group">
        <summary className="flex items-center gap-3 rounded-xl px-5 py-3.5 touch-target">
          <div className="flex-1">
            <span className="font-semibold">Now yours</span>
            <span className="text-muted max-sm:block">
              {" "}
              These circuits are demo data. Three lines put one of your own beside them.
            </span>
          </div>
          <Icon name="chevron" className="text-muted group-open:rotate-180" />
        </summary>
        {/* A link to what is inside unfolds it. */}
        <div id="now-yours" className="scroll-mt-40 border-line border-t px-5 py-4">
          <FirstSteps origin={origin} />
        </div>
      </details>
    </Card>
  );
}
