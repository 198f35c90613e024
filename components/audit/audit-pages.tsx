import { ButtonLink } from "@/components/ui/button-link.tsx";
import { Card } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { type AuditFilter, auditSearchOf } from "@/lib/client/audit-filter.ts";
import type { AuditReply } from "@/lib/contracts/audit.ts";
import { AuditItem, columns } from "./audit-item.tsx";

/** One page of acts, and the ways to the others. */
export function AuditPages({ reply: { acts, next_before }, filter }: { reply: AuditReply; filter: AuditFilter }) {
  const { before, ...rest } = filter;
  const isFiltered = auditSearchOf(rest) !== "";
  return (
    <>
      {acts.length === 0 ? (
        <EmptyState title={isFiltered ? "No act matches" : "Nobody has done anything yet"}>
          {isFiltered && <ButtonLink href="/audit">Clear the filter</ButtonLink>}
        </EmptyState>
      ) : (
        <Card className="overflow-hidden text-[0.8125rem]">
          <ColumnNames />
          <ol className="divide-y divide-line lg:border-line lg:border-t">
            {acts.map((act) => (
              <AuditItem key={act.id} act={act} />
            ))}
          </ol>
        </Card>
      )}
      <nav aria-label="Pages of the audit" className="flex justify-between">
        {before === undefined ? <span /> : <ButtonLink href={`/audit${auditSearchOf(rest)}`}>Newest</ButtonLink>}
        {next_before !== null && (
          <ButtonLink href={`/audit${auditSearchOf({ ...rest, before: next_before })}`}>Older</ButtonLink>
        )}
      </nav>
    </>
  );
}

/** To the eye alone: in each line, the words themselves say what they are. */
function ColumnNames() {
  return (
    <div aria-hidden="true" className={classNames("hidden gap-x-4 px-5 py-2 text-faint text-xs lg:grid", columns)}>
      {["when", "who", "did", "to what", "why"].map((name) => (
        <span key={name}>{name}</span>
      ))}
    </div>
  );
}
