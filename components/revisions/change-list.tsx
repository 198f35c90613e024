import { Icon } from "@/components/ui/icons.tsx";
import type { ChangeView } from "@/lib/contracts/revision.ts";

interface ChangeListProps {
  changes: readonly ChangeView[];
  /** What a field of the policy is that nothing is said of: "inherited", "built in". */
  unsaid?: string;
  /** Whether many are shown at once. */
  unfolded?: boolean;
}

/** More than these are folded away. */
const MOST_SHOWN = 6;

/** What an edit changed: each field, what it was before and what it is from then on. */
export function ChangeList({ changes, unsaid = "inherited", unfolded = false }: ChangeListProps) {
  const list = (
    <ul className="grid gap-0.5 text-xs">
      {changes.map(({ field, before, after }) => (
        <li key={field} className="[overflow-wrap:anywhere]">
          <code className="font-mono text-muted">{field}</code> {/* Of a secret, what became of it says all. */}
          {!field.startsWith("secrets.") && (
            <>
              <Value field={field} value={before} unsaid={unsaid} />
              <span aria-hidden="true"> → </span>
              <span className="sr-only"> became </span>
            </>
          )}
          <b className="font-medium">
            <Value field={field} value={after} unsaid={unsaid} />
          </b>
        </li>
      ))}
    </ul>
  );
  if (unfolded || changes.length <= MOST_SHOWN) return list;
  return (
    <details className="group/fields">
      <summary className="flex w-fit items-center gap-1.5 rounded-sm text-muted text-xs touch-target">
        <Icon name="chevron" className="text-faint group-open/fields:rotate-180" />
        {changes.length} fields
      </summary>
      <div className="pt-1">{list}</div>
    </details>
  );
}

function Value({ field, value, unsaid }: { field: string; value: unknown; unsaid: string }) {
  if (value === undefined) {
    return <span className="text-faint italic">{field.startsWith("policy.") ? unsaid : "not set"}</span>;
  }
  const text = typeof value === "string" && value !== "" ? value : JSON.stringify(value);
  return <code className="font-mono">{text}</code>;
}
