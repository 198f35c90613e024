import { describe, expect, it } from "vitest";
import type { CircuitView, StatusReply } from "../contracts/circuit.ts";
import { anchored, anchorOf, keepCircuits } from "./kept-circuits.ts";
import type { Received } from "./received.ts";

const SERVER_START = Date.parse("2026-12-01T12:00:00.000Z");

function openFor(seconds: number, changed: Partial<CircuitView> = {}): CircuitView {
  return {
    node_type: "search_api",
    state: "open",
    consecutive_failures: 5,
    threshold: 5,
    last_error: "status 503",
    opened_at: "2026-12-01T11:59:00.000Z",
    recovery_at: "2026-12-01T12:04:00.000Z",
    seconds_until_recovery: 240 - seconds,
    circuit: "search_api",
    scope: null,
    generation: 3,
    state_since: "2026-12-01T11:59:00.000Z",
    last_error_at: "2026-12-01T11:59:00.000Z",
    override: null,
    half_open: { max_calls: 3, in_flight: 0, successes: 0, successes_needed: 1, probes: [] },
    strategy: ["consecutive"],
    share: null,
    ramp_ends_at: null,
    openings: 1,
    window: null,
    wait_seconds: 300,
    seconds_in_state: 60 + seconds,
    seconds_since_last_error: 60 + seconds,
    title: null,
    owner: null,
    runbook_url: null,
    tags: [],
    tenants: null,
    ...changed,
  };
}

/** A reply that the server made `seconds` after it began, and that came `late` milliseconds after that. */
function reply(seconds: number, circuits: CircuitView[], late = 0): Received<StatusReply> {
  const receivedAt = 5000 + seconds * 1000 + late;
  const summary = { closed: 0, open: circuits.length, half_open: 0 };
  const server_time = new Date(SERVER_START + seconds * 1000).toISOString();
  return {
    reply: {
      circuits,
      count: circuits.length,
      attention: circuits.length,
      summary,
      degraded: false,
      degraded_since: null,
      server_time,
      next_cursor: null,
    },
    receivedAt,
    confirmedAt: receivedAt,
    failuresBefore: 0,
    etag: null,
    receivedOn: receivedAt,
  };
}

const circuitsOf = ({ reply: { circuits } }: Received<StatusReply>) => circuits;

describe("the circuits of a poll", () => {
  it("are those of the poll before where only time has passed, in the very same list, counting from where they did", () => {
    const first = anchored(reply(0, [openFor(0), openFor(0, { circuit: "mail" })]));
    const second = keepCircuits(first, reply(2, [openFor(2), openFor(2, { circuit: "mail" })]));
    expect(circuitsOf(second)).toBe(circuitsOf(first));
    expect(anchorOf(circuitsOf(second)[0]!)).toEqual({ receivedAt: 5000, serverTime: SERVER_START });
  });

  it.each<Partial<CircuitView>>([
    { generation: 4 },
    { last_error: "status 500" },
    { last_error_at: "2026-12-01T12:00:01.000Z" },
    { tags: ["billing"] },
    { half_open: { ...openFor(0).half_open, in_flight: 1 } },
    { recovery_at: null, seconds_until_recovery: null },
  ])("are new where more has changed: %o", (changed) => {
    const first = anchored(reply(0, [openFor(0), openFor(0, { circuit: "mail" })]));
    const next = reply(2, [openFor(2, changed), openFor(2, { circuit: "mail" })]);
    const [changedCircuit, other] = circuitsOf(keepCircuits(first, next));
    expect(changedCircuit).toMatchObject({ ...changed, seconds_in_state: 62 });
    expect(anchorOf(changedCircuit!)).toEqual({ receivedAt: 7000, serverTime: SERVER_START + 2000 });
    expect(other).toBe(circuitsOf(first)[1]);
  });

  it("are told by their names, wherever they stand in the list", () => {
    const first = anchored(reply(0, [openFor(0), openFor(0, { circuit: "mail" })]));
    const second = keepCircuits(first, reply(2, [openFor(2, { circuit: "mail" }), openFor(2)]));
    expect(circuitsOf(second)).toEqual(circuitsOf(first).toReversed());
    expect(circuitsOf(second)[1]).toBe(circuitsOf(first)[0]);
  });

  it("are kept where the reply was slower, whose clock would be the worse one", () => {
    const first = anchored(reply(0, [openFor(0)]));
    expect(circuitsOf(keepCircuits(first, reply(2, [openFor(2)], 700)))).toBe(circuitsOf(first));
  });

  it("count from a reply that was faster by far", () => {
    const first = anchored(reply(0, [openFor(0)], 900));
    const [circuit] = circuitsOf(keepCircuits(first, reply(2, [openFor(2)])));
    expect(anchorOf(circuit!)).toEqual({ receivedAt: 7000, serverTime: SERVER_START + 2000 });
  });

  it.each([
    ["slept", -60_000],
    ["found the server's clock put back", 60_000],
  ])("are new where the machine %s", (_, late) => {
    const first = anchored(reply(0, [openFor(0)]));
    const [circuit] = circuitsOf(keepCircuits(first, reply(120, [openFor(120)], late)));
    expect(circuit).toMatchObject({ seconds_in_state: 180 });
  });

  it("are all there where nothing was known before", () => {
    const [circuit] = circuitsOf(keepCircuits(undefined, reply(0, [openFor(0)])));
    expect(anchorOf(circuit!)).toEqual({ receivedAt: 5000, serverTime: SERVER_START });
  });
});
