import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { PolicyReply } from "../../contracts/policy.ts";
import { toInstantOrNull } from "../instant.ts";

/** The default policy as the API shows it. */
export function presentDefaultPolicy(catalogue: Catalogue): PolicyReply {
  const { revision, updatedAt, updatedBy } = catalogue.defaultPolicy.held;
  return {
    policy: catalogue.effectivePolicy({}),
    revision,
    updated_at: toInstantOrNull(updatedAt),
    updated_by: updatedBy,
  };
}
