import { classNames } from "@/components/ui/class-names.ts";
import type { Policy, PolicyPatch } from "@/lib/contracts/policy.ts";
import { valuesOf, written } from "./policy-draft.ts";
import { isAsked, policyGroups } from "./policy-fields.ts";

/** The policy that protects a dependency, for reading: what it says itself stands out from what it inherits. */
export function PolicyInForce({ effective, own }: { effective: Policy; own: PolicyPatch }) {
  const values = valuesOf(effective);
  const said = valuesOf(own);
  return (
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
      {policyGroups.map(({ title, fields }) => (
        <section key={title} className="grid content-start gap-1.5">
          <h3 className="font-semibold text-[0.8125rem] text-muted">{title}</h3>
          <dl className="grid max-w-md gap-1 text-[0.8125rem]">
            {fields.filter(isAsked).map((field) => {
              const isOwn = said.get(field.name) !== undefined;
              return (
                <div key={field.name} className="flex flex-wrap justify-between gap-x-4">
                  <dt className="text-muted">{field.label}</dt>
                  <dd className={classNames(isOwn ? "font-semibold" : "text-muted")}>
                    {written(field, values.get(field.name))}
                    {!isOwn && <span className="text-faint"> · inherited</span>}
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
