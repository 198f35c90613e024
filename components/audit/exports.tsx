import { ButtonLink } from "@/components/ui/button-link.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { type AuditFilter, auditSearchOf } from "@/lib/client/audit-filter.ts";

const FORMATS = [
  { format: "csv", name: "CSV" },
  { format: "json", name: "JSON" },
] as const;

/** What is filtered, on all pages, as a file. */
export function Exports({ filter: { before: _, ...filter } }: { filter: AuditFilter }) {
  const search = new URLSearchParams(auditSearchOf(filter));
  return (
    <>
      {FORMATS.map(({ format, name }) => (
        <ButtonLink
          key={format}
          href={`/api/audit?${new URLSearchParams([...search, ["format", format]])}`}
          prefetch={false}
          // Without this, Next would take it for a page.
          download
          title="All that is filtered, at most 50,000 acts. A file that is cut says so at its end."
        >
          <Icon name="download" />
          <span className="sr-only">Export as </span>
          {name}
        </ButtonLink>
      ))}
    </>
  );
}
