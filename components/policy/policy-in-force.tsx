import { classNames } from "@/components/ui/class-names.ts";
import type { Policy, PolicyPatch } from "@/lib/contracts/policy.ts";
import { valuesOf } from "./policy-draft.ts";
import { policyGroups } from "./policy-fields.ts";
import { written } from "./policy-words.ts";

/**
 * The policy that protects a dependency, for reading: what it says itself stands out from what it inherits. What is
 * inherited and makes no difference is left out.
 */
export function PolicyInForce({ effective, own }: { effective: Policy; own: PolicyPatch }) {
  const values = valuesOf(effective);
  const said = valuesOf(own);
  return (
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
      {policyGroups.map(({ title, fields }) => (
        <section key={title} className="grid content-start gap-1.5">
          <h3 className="font-semibold text-[0.8125rem] text-muted">{title}</h3>
          <dl className="grid max-w-md gap-1 text-[0.8125rem]">
            {fields.map((field) => {
              const isOwn = said.get(field.name) !== undefined;
              const isUsed = field.isUsed?.(values) ?? true;
              if (!isOwn && !isUsed) return null;
              return (
                <div key={field.name} className="flex flex-wrap justify-between gap-x-4">
                  <dt className="text-muted">{field.label}</dt>
                  <dd
                    className={classNames("[overflow-wrap:anywhere]", isOwn && isUsed ? "font-semibold" : "text-muted")}
                  >
                    {written(field, values.get(field.name))}
                    {!isOwn && <span className="text-faint"> · inherited</span>}
                    {!isUsed && <span className="text-faint"> · not used</span>}
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      ))}
    </div>
  );
}
