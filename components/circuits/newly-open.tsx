import { Button } from "@/components/ui/button.tsx";
import { count } from "@/lib/client/format.ts";

/** Circuits that opened while places were held. It lies over the page and takes no room in it: nothing moves because of it. */
export function NewlyOpen({ circuits, onShow }: { circuits: number; onShow: () => void }) {
  return (
    <div className="pointer-events-none sticky top-16 z-20 flex h-0 items-start justify-center print:hidden">
      <Button
        variant="primary"
        size="sm"
        data-testid="newly-open"
        className="pointer-events-auto -translate-y-1 rounded-full! shadow-float"
        onClick={onShow}
      >
        {count(circuits)} newly open – show
      </Button>
    </div>
  );
}
