import type { ReactNode } from "react";

/** Says why there is nothing here, and what to do next. */
export function EmptyState({ title, icon, children }: { title: string; icon?: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-3 rounded-xl border border-line border-dashed px-6 py-14 text-center">
      {icon && <div className="text-faint">{icon}</div>}
      <h2 className="font-semibold text-base tracking-tight">{title}</h2>
      {children && (
        <div className="grid w-full max-w-2xl justify-items-center gap-4 text-muted text-sm">{children}</div>
      )}
    </div>
  );
}
