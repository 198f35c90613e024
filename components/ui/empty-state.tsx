import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  icon?: ReactNode;
  /** Whether there is nothing else on the page. */
  isPage?: boolean;
  children?: ReactNode;
}

/** Says why there is nothing here, and what to do next. */
export function EmptyState({ title, icon, isPage = false, children }: EmptyStateProps) {
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] justify-items-center gap-3 rounded-xl border border-line border-dashed px-6 py-14 text-center">
      {icon && <div className="text-faint">{icon}</div>}
      <Heading className="font-semibold text-base tracking-tight">{title}</Heading>
      {children && (
        <div className="grid w-full max-w-2xl grid-cols-[minmax(0,1fr)] justify-items-center gap-4 text-muted text-sm">
          {children}
        </div>
      )}
    </div>
  );
}
