import type { EventView } from "../contracts/event.ts";
import type { IncidentCircuit, IncidentReply } from "../contracts/incident.ts";
import { counted, duration } from "./format.ts";
import { COST_SOURCE, nameOf, notWaitedInWords, rejectedInWords, secondsOf } from "./incident-words.ts";

/** An incident as a post-mortem begins: what is known, in UTC, and room for what only people know. */
export function incidentMarkdown(
  { incident, events, more_events, server_time }: IncidentReply,
  address: string,
): string {
  const lasted = duration(secondsOf(incident, Date.parse(server_time)));
  const end =
    incident.closed_at === null ? `not closed yet (as of ${clockOf(server_time)})` : clockOf(incident.closed_at);
  return [
    `# Incident ${incident.id}: ${plain(nameOf(incident))}`,
    "",
    `- Began: ${clockOf(incident.started_at)}`,
    `- All closed: ${end}, after ${lasted}`,
    `- Owners: ${incident.owners.map(plain).join(", ") || "none named"}`,
    `- First error: ${incident.first_error === null ? "not on record" : plain(incident.first_error)}`,
    `- Rejected at once: ${rejectedInWords(incident.cost)}; not waited: ${notWaitedInWords(incident.cost)}${unknown(incident.cost_unknown)}`,
    `- Opened by: ${incident.opened_by.map(plain).join(", ")}`,
    `- ${address}`,
    "",
    "## Circuits",
    "",
    "| circuit | owner | trips | failures before | rejected | not waited | first error |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...incident.circuits.map(rowOf),
    "",
    "## Timeline (UTC)",
    "",
    ...(more_events ? ["- … earlier events are in the log"] : []),
    ...events.map(lineOf),
    "",
    "## Cause",
    "",
    "## What we change",
    "",
    `_Not waited: ${COST_SOURCE}_`,
    "",
  ].join("\n");
}

function rowOf({ circuit, owner, trips, failures_before, cost, first_error }: IncidentCircuit): string {
  const cells = [
    circuit,
    owner ?? "–",
    trips,
    failures_before,
    rejectedInWords(cost),
    notWaitedInWords(cost),
    first_error ?? "–",
  ];
  return `| ${cells.map((cell) => plain(String(cell))).join(" | ")} |`;
}

function lineOf({ at, circuit, kind, summary, actor, reason }: EventView): string {
  const who = actor === null ? "" : ` by ${actor}`;
  const why = reason === null ? "" : `: “${reason}”`;
  return `- ${clockOf(at)} ${plain(`${circuit} ${kind.replaceAll("_", "-")}: ${summary}${who}${why}`)}`;
}

function unknown(circuits: number): string {
  return circuits === 0 ? "" : ` (unknown of ${counted(circuits, "circuit")})`;
}

function clockOf(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}

/** What came from outside breaks no table and marks nothing up. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\|`*_[\]<>#]/g, "\\$&");
}
