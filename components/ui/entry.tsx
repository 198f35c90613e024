import type { ReactNode } from "react";
import { Card } from "./card.tsx";

/** A list of things that have a name, some facts and some acts; on a phone each is a block of its own. */
export function EntryList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Card>
      <ul aria-label={label} className="divide-y divide-line">
        {children}
      </ul>
    </Card>
  );
}

interface EntryProps {
  name: ReactNode;
  facts: ReactNode;
  acts?: ReactNode;
}

export function Entry({ name, facts, acts }: EntryProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 [overflow-wrap:anywhere]">{name}</p>
        <p className="mt-0.5 text-[0.8125rem] text-muted [overflow-wrap:anywhere]">{facts}</p>
      </div>
      {acts && <div className="flex flex-wrap gap-1 max-sm:-mx-2.5">{acts}</div>}
    </li>
  );
}

/** What comes in place of a list's items while there are none. */
export function NoEntries({ children }: { children: ReactNode }) {
  return <Card className="px-5 py-8 text-center text-muted text-sm">{children}</Card>;
}
