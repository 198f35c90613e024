import { authorize } from "../../auth/permissions.ts";
import type { Grouping, GroupsQuery, GroupsReply, GroupView } from "../../contracts/group.ts";
import { callerOf } from "../../registry/index.ts";
import type { Caller, Services } from "../context.ts";
import { toInstant } from "../instant.ts";
import { matchingCircuits, needsAttention, type Selected, withinState } from "./matching-circuits.ts";

type Counted = { -readonly [K in keyof GroupView]: GroupView[K] };

const GROUP_OF: Readonly<Record<Grouping, (selected: Selected) => string | null>> = {
  node_type: ({ entry }) => entry.name,
  workspace: ({ circuit }) => callerOf(circuit.id)?.workspace ?? null,
  state: ({ now }) => now.state,
};

/** The circuits that match, counted by what they share: first the groups in which something needs attention; states with the worst first. */
export function groupCircuits(
  services: Pick<Services, "catalogue" | "now">,
  caller: Caller,
  { by, limit, offset = 0, state, ...query }: GroupsQuery,
): GroupsReply {
  authorize(caller.principal, "read");
  const groups = new Map<string | null, Counted>();
  for (const selected of withinState(matchingCircuits(services, caller, query), { state })) {
    const group = GROUP_OF[by](selected);
    const counted = groups.get(group) ?? { group, closed: 0, open: 0, half_open: 0, attention: 0 };
    groups.set(group, counted);
    counted[selected.now.state] += 1;
    if (needsAttention(selected.now)) counted.attention += 1;
  }
  const sorted = [...groups.values()].sort(by === "state" ? byState : byTrouble);
  return {
    groups: sorted.slice(offset, offset + limit),
    count: sorted.length,
    server_time: toInstant(services.now()),
  };
}

function byState(one: GroupView, other: GroupView): number {
  return Number(other.open > 0) - Number(one.open > 0) || Number(other.half_open > 0) - Number(one.half_open > 0);
}

function byTrouble(one: GroupView, other: GroupView): number {
  return Number(other.attention > 0) - Number(one.attention > 0) || ((one.group ?? "") < (other.group ?? "") ? -1 : 1);
}
