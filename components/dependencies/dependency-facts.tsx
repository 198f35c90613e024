import type { ReactNode } from "react";
import { PolicyInForce } from "@/components/policy/policy-in-force.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { type NodeTypeView, runsInServices } from "@/lib/contracts/node-type.ts";
import { statusesText } from "./draft.ts";
import { httpConfigOf, requestLineOf } from "./http-config.ts";

/** A dependency for reading: everything but its secrets. */
export function DependencyFacts({ node }: { node: NodeTypeView }) {
  return (
    <div className="grid min-w-0 gap-4">
      <Card>
        <CardHeader title="The call" />
        <dl className="grid gap-3 px-5 py-4 text-[0.8125rem]">
          {runsInServices(node) ? <Fact name="Runs">in the services that protect it</Fact> : <HttpFacts node={node} />}
          <OwnFacts node={node} />
        </dl>
      </Card>
      <Card>
        <CardHeader title="Policy in force" hint="What it sets itself stands out; the rest is the default policy." />
        <div className="px-5 py-4">
          <PolicyInForce effective={node.effective_policy} own={node.policy} />
        </div>
      </Card>
    </div>
  );
}

function HttpFacts({ node }: { node: NodeTypeView }) {
  const config = httpConfigOf(node.config);
  const { method, address } = requestLineOf(node.config);
  return (
    <>
      <Fact name="Request">
        <code className="font-mono">
          <b className="font-semibold">{method}</b> {address}
        </code>
      </Fact>
      <Pairs name="Headers" pairs={config.headers} />
      <Pairs name="Query" pairs={config.query} />
      {node.secrets.length > 0 && (
        <Fact name="Secrets">
          <span className="flex flex-wrap gap-x-3 gap-y-1">
            {node.secrets.map((name) => (
              <span key={name} className="flex items-center gap-1.5">
                <code className="font-mono">{name}</code> <Badge tone="ok">set</Badge>
              </span>
            ))}
          </span>
        </Fact>
      )}
      <Fact name="Failures">{statusesText(config.failure_statuses) || "the default"}, network errors, timeouts</Fact>
      <Fact name="Ignored">{statusesText(config.ignored_statuses) || "the default"}</Fact>
      <Fact name="Caller’s failures">{statusesText(config.caller_statuses) || "the default"}</Fact>
    </>
  );
}

function OwnFacts({ node: { owner, runbook_url, tags } }: { node: NodeTypeView }) {
  return (
    <>
      {owner !== null && <Fact name="Owner">{owner}</Fact>}
      {runbook_url !== null && (
        <Fact name="Runbook">
          <a href={runbook_url} target="_blank" rel="noreferrer noopener" className="underline underline-offset-2">
            {runbook_url}
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        </Fact>
      )}
      {tags.length > 0 && <Fact name="Tags">{tags.join(", ")}</Fact>}
    </>
  );
}

function Pairs({ name, pairs }: { name: string; pairs: Readonly<Record<string, string>> }) {
  const entries = Object.entries(pairs);
  if (entries.length === 0) return null;
  return (
    <Fact name={name}>
      {entries.map(([key, value]) => (
        <code key={key} className="block font-mono">
          {key}: {value}
        </code>
      ))}
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
