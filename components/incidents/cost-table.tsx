import { Card, CardHeader } from "@/components/ui/card.tsx";
import { count, counted } from "@/lib/client/format.ts";
import { aboutSeconds, COST_SOURCE, notWaitedInWords, rejectedInWords } from "@/lib/client/incident-words.ts";
import type { IncidentView } from "@/lib/contracts/incident.ts";

/** What the circuits refused, and about how long nobody had to wait for it. */
export function CostTable({ incident }: { incident: IncidentView }) {
  const { circuits, cost, cost_unknown } = incident;
  const unknown = cost_unknown === 0 ? "" : `; unknown of ${counted(cost_unknown, "circuit")}, whose minutes are gone`;
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="What the circuits kept away"
        hint={`${rejectedInWords(cost)} rejected at once, ${notWaitedInWords(cost)} not waited${unknown}`}
      />
      <table className="w-full text-[0.8125rem]">
        <caption className="sr-only">What each circuit kept away</caption>
        <thead>
          <tr className="text-left text-faint text-xs [&>th]:px-2 [&>th]:py-2 [&>th]:font-normal">
            <th className="pl-5!">circuit</th>
            <th className="text-right max-sm:hidden">failures before</th>
            <th className="text-right max-sm:hidden">trips</th>
            <th className="text-right">rejected</th>
            <th className="pr-5! text-right">not waited</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-y">
          {circuits.map(({ circuit, failures_before, trips, cost: own }) => (
            <tr key={circuit} className="[&>td]:px-2 [&>td]:py-2">
              <td className="pl-5! [overflow-wrap:anywhere]">{circuit}</td>
              <td className="text-right max-sm:hidden">{count(failures_before)}</td>
              <td className="text-right max-sm:hidden">{count(trips)}</td>
              <td className="text-right">{own === null ? <Unknown /> : count(own.rejected)}</td>
              <td className="whitespace-nowrap pr-5! text-right">
                {own === null ? <Unknown /> : `~ ${aboutSeconds(own)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="max-w-3xl px-5 py-3 text-faint text-xs">Not waited, about: {COST_SOURCE}</p>
    </Card>
  );
}

function Unknown() {
  return <span className="text-faint">unknown</span>;
}
