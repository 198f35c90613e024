"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadError } from "@/components/shell/load-error.tsx";
import { usePause } from "@/components/shell/pause.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { type Matching, searchOf } from "@/lib/client/circuit-filter.ts";
import { count } from "@/lib/client/format.ts";
import type { OverviewLayout } from "@/lib/client/overview-layout.ts";
import { groupsQuery, polling, STATUS_INTERVAL_MS } from "@/lib/client/queries.ts";
import type { Grouping, GroupView } from "@/lib/contracts/group.ts";
import { useActs } from "../acts/acts.tsx";
import { Section } from "../section.tsx";
import { useHold, useKept } from "../use-hold.ts";
import { CircuitGroup } from "./circuit-group.tsx";
import { inOrder, keyOf } from "./groups.ts";

/** Groups that are shown at once, and how many more each time. */
const STEP = 100;
/** The most that the server lists. */
const MOST = 1000;
/** Groups with something that needs attention that are unfolded to begin with. */
const UNFOLDED = 3;

const titles: Record<Grouping, string> = {
  node_type: "By node type",
  workspace: "By workspace",
  state: "By state",
};

interface CircuitGroupsProps {
  by: Grouping;
  sort: OverviewLayout["sort"];
  filter: Matching;
}

/** The circuits that match, put together by what they share; the first troubled groups unfolded. */
export function CircuitGroups({ by, sort, filter }: CircuitGroupsProps) {
  const { pausedAt } = usePause();
  const [limit, setLimit] = useState(STEP);
  const { held, region } = useHold(useActs().isOpen);
  const { data, error, refetch } = useQuery({
    ...groupsQuery(filter, by, limit),
    ...polling(pausedAt === null ? STATUS_INTERVAL_MS : null),
  });
  const groups = data?.reply.groups;
  const keptOrder = useKept(held, groups);
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>();
  if (chosen === undefined && groups !== undefined) setChosen(unfoldedAtFirst(groups));

  if (data === undefined || groups === undefined) {
    return error === null ? (
      <Skeleton className="h-72 rounded-xl!" />
    ) : (
      <LoadError title="The groups could not be loaded" error={error} onRetry={refetch} />
    );
  }
  const choose = (key: string, unfolded: boolean) => setChosen(new Map(chosen).set(key, unfolded));
  const { count: all } = data.reply;
  return (
    <div ref={region} tabIndex={-1} className="outline-none">
      <Section
        title={titles[by]}
        hint={`${count(all)} ${all === 1 ? "group" : "groups"} · ${by === "state" ? "open" : "what needs attention"} first`}
      >
        <div className="grid gap-2.5">
          {inOrder(groups, keptOrder ?? groups).map((group) => (
            <CircuitGroup
              key={`${keyOf(group)} ${searchOf(filter)}`}
              {...{ by, group, filter, sort, held }}
              isUnfolded={chosen?.get(keyOf(group)) ?? false}
              onUnfold={(unfolded) => choose(keyOf(group), unfolded)}
            />
          ))}
        </div>
        {groups.length < all && groups.length < MOST && (
          <Button className="justify-self-center" onClick={() => setLimit(limit + STEP)}>
            Show more groups ({count(all - groups.length)} left)
          </Button>
        )}
      </Section>
    </div>
  );
}

function unfoldedAtFirst(groups: readonly GroupView[]): ReadonlyMap<string, boolean> {
  const troubled = groups.filter(({ attention }) => attention > 0).slice(0, UNFOLDED);
  return new Map(troubled.map((group) => [keyOf(group), true]));
}
