import { expect, test } from "vitest";
import type { IncidentReply } from "../contracts/incident.ts";
import { incidentMarkdown } from "./incident-markdown.ts";

const circuit = {
  circuit: "mail",
  owner: "team-mail",
  state: "closed" as const,
  began_before: false,
  trips: 2,
  failures_before: 5,
  first_error: "503 | <html>\nno",
  spans: [],
  cost: { rejected: 120, seconds_not_waited: 240 },
};

const reply: IncidentReply = {
  incident: {
    id: 17,
    state: "over",
    started_at: "2026-02-12T12:00:00.000Z",
    closed_at: "2026-02-12T12:05:30.000Z",
    circuit_count: 1,
    circuits: [circuit],
    owners: ["team-mail"],
    trips: 2,
    first_error: circuit.first_error,
    cost: circuit.cost,
    cost_unknown: 0,
    acts: [],
    opened_by: ["panel-1"],
  },
  events: [
    {
      id: 20,
      circuit: "mail",
      kind: "reset",
      at: "2026-02-12T12:05:30.000Z",
      actor: "ada",
      reason: "provider is back",
      instance: "panel-1",
      summary: "by hand, from open",
      details: {},
    },
  ],
  more_events: false,
  server_time: "2026-02-12T13:00:00.000Z",
};

test("a post-mortem begins with what is known, and errors break none of its tables", () => {
  const text = incidentMarkdown(reply, "https://panel.test/incidents/17");
  expect(text).toContain("# Incident 17: mail\n");
  expect(text).toContain("- All closed: 2026-02-12 12:05:30 UTC, after 5 m 30 s");
  expect(text).toContain("| mail | team-mail | 2 | 5 | 120 calls | about 4 m | 503 \\| \\<html\\> no |");
  expect(text).toContain("- 2026-02-12 12:05:30 UTC mail reset: by hand, from open by ada: “provider is back”");
});

test("it says what is not known, and that it is not over", () => {
  const incident = {
    ...reply.incident,
    closed_at: null,
    cost: null,
    cost_unknown: 1,
    circuits: [{ ...circuit, cost: null }],
  };
  const text = incidentMarkdown({ ...reply, incident, more_events: true }, "https://panel.test/incidents/17");
  expect(text).toContain("not closed yet (as of 2026-02-12 13:00:00 UTC), after 1 h");
  expect(text).toContain("Rejected at once: unknown; not waited: unknown (unknown of 1 circuit)");
  expect(text).toContain("earlier events are in the log");
});
