"use client";

import { useSecondsSince, useServerAge } from "@/components/circuits/anchor.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Cell, Row } from "@/components/ui/table.tsx";
import { ago, count, counted, duration } from "@/lib/client/format.ts";
import type { InstanceView } from "@/lib/contracts/instance.ts";

interface InstanceRowProps {
  instance: InstanceView;
  /** Whether it is the panel that answers. */
  isSelf: boolean;
  /** Whether what is said of it is what was last known. */
  stale: boolean;
}

export function InstanceRow({ instance, isSelf, stale }: InstanceRowProps) {
  const { instance: name, kind, alive, version, started_at, failing_circuits: failing } = instance;
  return (
    <Row data-testid="instance" data-instance={name} className={classNames("[&>td]:align-top", stale && "hatched")}>
      <Cell className="[overflow-wrap:anywhere]">
        <b className="font-semibold">{name}</b> {isSelf && <Badge>this panel</Badge>}
        <p className="text-muted md:hidden">
          {kind} · {version} · up <Since at={started_at} frozen={!alive} seenAt={instance.seen_at} />
        </p>
        {failing > 0 && <p className="text-muted sm:hidden">sees {counted(failing, "circuit")} fail</p>}
      </Cell>
      <Cell>
        <Life instance={instance} stale={stale} />
      </Cell>
      <Cell className="max-md:hidden">{kind}</Cell>
      <Cell className="whitespace-nowrap text-muted max-md:hidden">
        <Since at={started_at} frozen={!alive} seenAt={instance.seen_at} />
      </Cell>
      <Cell className="text-muted [overflow-wrap:anywhere] max-md:hidden">{version}</Cell>
      <Cell className="text-right max-sm:hidden">
        {failing === 0 ? (
          <span className="text-faint">
            –<span className="sr-only">none</span>
          </span>
        ) : (
          <b className="font-semibold">{count(failing)}</b>
        )}
      </Cell>
    </Row>
  );
}

/** Whether it is there, and when it was last seen. */
function Life({ instance, stale }: Pick<InstanceRowProps, "instance" | "stale">) {
  const { alive, seen_at, degraded_since } = instance;
  const seen = useSecondsSince(useServerAge(seen_at), ago);
  const word = alive ? "alive" : "gone";
  return (
    <>
      {stale ? <Badge tone="stale">last known: {word}</Badge> : <Badge tone={alive ? "ok" : "bad"}>{word}</Badge>}
      <span className="ml-2 whitespace-nowrap text-muted max-sm:ml-0 max-sm:block">
        <span className="sr-only">seen </span>
        {seen}
      </span>
      {degraded_since !== null && <Degraded since={degraded_since} />}
    </>
  );
}

function Degraded({ since }: { since: string }) {
  const age = useSecondsSince(useServerAge(since), duration);
  return (
    <p className="mt-1 text-warn">
      cannot reach the store for <span className="whitespace-nowrap">{age}</span>
    </p>
  );
}

/** How long it has been up; of one that is gone, how long it was. */
function Since({ at, frozen, seenAt }: { at: string; frozen: boolean; seenAt: string }) {
  const [started, seen] = [useServerAge(at), useServerAge(seenAt)];
  const age = useSecondsSince(started, (seconds) => duration(frozen ? started - seen : seconds));
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {age}
    </time>
  );
}
