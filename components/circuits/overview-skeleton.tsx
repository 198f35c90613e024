import { Skeleton } from "@/components/ui/skeleton.tsx";
import { CardGrid } from "./section.tsx";

/** The overview's shape, before anything is known. */
export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Loading circuits" className="grid gap-7">
      <div className="flex flex-wrap gap-2.5">
        {["open", "half-open", "closed"].map((state) => (
          <Skeleton key={state} className="h-10.5 w-32 rounded-xl! max-sm:flex-1" />
        ))}
        <Skeleton className="h-10.5 w-48 rounded-xl! max-sm:w-full" />
        <Skeleton className="h-10.5 w-72 rounded-xl! max-sm:w-full sm:ml-auto" />
      </div>
      <div className="grid gap-2.5">
        <Skeleton className="h-4.5 w-32" />
        <CardGrid>
          {[1, 2, 3].map((card) => (
            <div key={card} className="grid h-72 content-start gap-4 rounded-xl border border-line bg-raised p-5">
              <div className="flex gap-3">
                <Skeleton className="size-10" />
                <div className="grid flex-1 content-center gap-2">
                  <Skeleton className="h-4 w-40" />
                  <Skeleton className="h-3 w-24" />
                </div>
              </div>
              <Skeleton className="h-7 w-28" />
              <Skeleton className="h-12" />
              <Skeleton className="h-6" />
            </div>
          ))}
        </CardGrid>
      </div>
    </div>
  );
}
