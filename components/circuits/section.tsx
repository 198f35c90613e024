import type { ReactNode, Ref } from "react";

interface SectionProps {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
  ref?: Ref<HTMLElement>;
}

export function Section({ title, hint, children, ref }: SectionProps) {
  return (
    <section ref={ref} aria-label={title} className="grid gap-2.5">
      <h2 className="flex items-baseline gap-2 font-semibold text-[0.8125rem] text-muted">
        {title}
        {hint && <span className="font-normal text-faint">{hint}</span>}
      </h2>
      {children}
    </section>
  );
}

export function CardGrid({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,22rem),1fr))] gap-3.5">{children}</div>;
}
