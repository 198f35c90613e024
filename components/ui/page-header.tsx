import Link from "next/link";
import type { ReactNode } from "react";

interface PageHeaderProps {
  title: string;
  /** Where this page belongs. */
  parent?: { readonly href: string; readonly name: string };
  actions?: ReactNode;
  /** One line about it. */
  children?: ReactNode;
}

/** What a page is about, and what can be done with it as a whole. */
export function PageHeader({ title, parent, actions, children }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <div className="min-w-0">
        {parent && (
          <nav aria-label="Where this is" className="text-[0.8125rem] text-muted">
            <Link
              href={parent.href}
              className="inline-flex items-center rounded-sm touch-target hover:text-ink hover:underline"
            >
              {parent.name}
            </Link>
            <span aria-hidden="true"> /</span>
          </nav>
        )}
        {/* The focus comes here when what had it is gone. */}
        <h1
          tabIndex={-1}
          className="rounded-md font-semibold text-lg tracking-tight outline-offset-4 [overflow-wrap:anywhere]"
        >
          {title}
        </h1>
        {children && <p className="text-[0.8125rem] text-muted [overflow-wrap:anywhere]">{children}</p>}
      </div>
      {actions && <div className="ml-auto flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
