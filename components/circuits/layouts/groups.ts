import type { Matching } from "@/lib/client/circuit-filter.ts";
import type { CircuitStateName } from "@/lib/contracts/circuit.ts";
import type { Grouping, GroupView } from "@/lib/contracts/group.ts";
import { stateWords } from "../appearance.ts";

type Named = Pick<GroupView, "group">;

/** Tells groups apart; no workspace's name is empty. */
export function keyOf({ group }: Named): string {
  return group ?? "";
}

export function nameOf(by: Grouping, { group }: Named): string {
  if (by === "state") return stateWords[group as CircuitStateName];
  return group ?? "No workspace";
}

/** The circuits of one group, of those that match. */
export function withinGroup(by: Grouping, { group }: Named, filter: Matching): Matching {
  if (by === "state") return { ...filter, state: group as CircuitStateName };
  if (by === "node_type" && group !== null) return { ...filter, node_type: group };
  const { workspace: _, no_workspace: __, ...others } = filter;
  return group === null ? { ...others, no_workspace: "true" } : { ...others, workspace: group };
}

/** The groups in the order that they had before; new ones come last. */
export function inOrder<T extends Named>(groups: readonly T[], before: readonly Named[]): T[] {
  const places = new Map(before.map((each, place) => [keyOf(each), place]));
  const placeOf = (group: T) => places.get(keyOf(group)) ?? before.length;
  return [...groups].sort((one, other) => placeOf(one) - placeOf(other));
}
