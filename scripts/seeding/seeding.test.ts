import { beforeAll, describe, expect, it } from "vitest";
import { circuitId } from "../../lib/contracts/names.ts";
import { listCircuits } from "../../lib/operations/circuits/list-circuits.ts";
import { ADMIN, openServices } from "../../lib/operations/testing/services.ts";
import { MemoryStore } from "../../lib/stores/memory/memory-store.ts";
import { house } from "./house.ts";
import { writeHouse } from "./write.ts";

const NOW = Date.UTC(2026, 0, 1);
const store = new MemoryStore();
const circuits = house(400, 12);
let services: Awaited<ReturnType<typeof openServices>>;

beforeAll(async () => {
  await writeHouse(store, circuits, NOW);
  services = await openServices(store);
});

describe("a seeded house", () => {
  it("has as many circuits as were asked for, node types' own and callers', the same each time", () => {
    expect(new Set(circuits.map(({ id }) => id)).size).toBe(400);
    expect(circuits.every(({ id }) => circuitId.safeParse(id).success)).toBe(true);
    expect(circuits.filter(({ id }) => id.includes("@")).length).toBe(160);
    expect(house(400, 12)).toEqual(circuits);
    expect(house(1, 1).map(({ fate }) => fate)).toEqual(["open"]);
  });

  it("is a panel's: circuits in every state, held ones, with errors, owners and tags", () => {
    const { summary, circuits: shown } = listCircuits(services, ADMIN, { sort: "state" });
    expect(summary).toEqual({ open: 12, half_open: 1, closed: 387 });
    expect(shown.filter(({ override }) => override !== null)).toHaveLength(1);
    expect(shown.filter(({ share }) => share !== null && share < 1)).toHaveLength(1);
    expect(shown[0]).toMatchObject({ state: "open", last_error: expect.any(String), owner: expect.any(String) });
    expect(shown.some(({ tags, runbook_url }) => tags.length > 0 && runbook_url !== null)).toBe(true);
    expect(shown.some(({ tenants }) => tenants !== null && tenants.known > 1)).toBe(true);
  });

  it("has a past: a log in the order of things, and an hour of calls", async () => {
    const { events } = await store.history({ limit: 1000 });
    expect(new Set(events.map(({ kind }) => kind))).toEqual(
      new Set(["opened", "half_opened", "closed", "override_set"]),
    );
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => b - a));
    const counted = await store.counts(NOW - 3_600_000);
    expect(new Set(counted.map(({ circuit }) => circuit)).size).toBe(400);
  });
});
