import { seesWorkspace } from "../../auth/permissions.ts";
import type { Principal } from "../../auth/principal.ts";
import type { CircuitDescription } from "../../breaker/index.ts";
import type { CircuitView } from "../../contracts/circuit.ts";
import { callerOf } from "../../registry/index.ts";
import type { Found } from "./find-circuit.ts";

/**
 * Whose calls a node type's own circuit and those of its callers refuse; null for a caller's circuit, and where no
 * caller has one. A tenant is a workspace, or a credential that belongs to none.
 */
export function tenantsOf({ entry, circuit }: Found, principal: Principal): CircuitView["tenants"] {
  if (circuit !== entry.circuit || entry.callers === null) return null;
  const known = new Set<string>();
  const refused = new Set<string>();
  for (const nested of entry.callers.all()) {
    const caller = callerOf(nested.id);
    if (!seesWorkspace(principal, caller?.workspace ?? null)) continue;
    const tenant = caller?.workspace ?? `:${caller?.credential}`;
    known.add(tenant);
    if (refuses(nested.describe())) refused.add(tenant);
  }
  if (known.size === 0) return null;
  // An execution needs a permit of both.
  return { known: known.size, affected: refuses(circuit.describe()) ? known.size : refused.size };
}

/** Whether calls are refused, but for a few that test. */
function refuses({ state, override }: CircuitDescription): boolean {
  return override === null ? state !== "closed" : override.mode === "forced_open";
}
