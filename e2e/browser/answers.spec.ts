import type { IncidentsReply, IncidentView } from "../../lib/contracts/incident.ts";
import { cardOf, expectStage } from "../support/console.ts";
import type { Dependency, Registration } from "../support/dependency.ts";
import { expect, test } from "../support/own-panel.ts";
import { before, beStill, settle } from "../support/still.ts";

const policy = { failure_threshold: 5, recovery_timeout: 300 };
/** More than are shown as cards while they are well. */
const MANY = 24;
const MINUTE_MS = 60_000;

const stock = { title: "Stock", owner: "team-stock", policy };
const payments = { title: "Card payments", owner: "team-payments", tags: ["checkout", "critical"], policy };

type Register = (name: string, more?: Registration) => Promise<Dependency>;

/** Two that are open and one that is well. */
async function furnish(register: Register) {
  const charge = await register("payments.charge", payments);
  const refund = await register("payments.refund", { ...payments, title: "Refunds" });
  await register("inventory.reserve", stock);
  await charge.trip("upstream connect error or disconnect before headers");
  await refund.trip("upstream request timeout");
  return ["payments.charge", "payments.refund", "inventory.reserve"] as const;
}

const tripped = (circuit: string, from: number, until: number | null): IncidentView["circuits"][number] => ({
  circuit,
  owner: "team-payments",
  state: until === null ? "open" : "closed",
  began_before: false,
  trips: 1,
  failures_before: 5,
  first_error: "upstream request timeout",
  spans: [{ state: "open", from: before(from * MINUTE_MS), until: until === null ? null : before(until * MINUTE_MS) }],
  cost: { rejected: 412, seconds_not_waited: 1236 },
});

/** An incident whose circuits tripped a minute apart, so many minutes ago. */
function incident(id: number, from: number, until: number | null): IncidentView {
  const circuits = ["payments.charge", "payments.refund"].map((name, index) => tripped(name, from - index, until));
  return {
    id,
    state: until === null ? "ongoing" : "over",
    started_at: before(from * MINUTE_MS),
    closed_at: until === null ? null : before(until * MINUTE_MS),
    circuit_count: circuits.length,
    circuits,
    owners: ["team-payments"],
    trips: circuits.length,
    first_error: "upstream request timeout",
    cost: { rejected: 824, seconds_not_waited: 2472 },
    cost_unknown: 0,
    acts: [],
    opened_by: ["panel-1"],
  };
}

function incidents(state: string | null): IncidentsReply {
  const all = state === "over" ? [incident(4, 190, 172), incident(2, 1500, 1491)] : [incident(7, 22, null)];
  return { incidents: all, next_before: null, cut_off_at: null, server_time: before(0) };
}

test.describe("pictures of what answers a complaint", () => {
  test.use({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", timezoneId: "UTC", colorScheme: "dark" });

  test("what is not known any more is grey, and cannot be acted on", async ({ page, register, complaints }) => {
    await beStill(page, await furnish(register));
    await page.goto("/");
    await settle(page);
    complaints.expect(/ERR_FAILED/);
    await page.unrouteAll({ behavior: "wait" });
    await page.route(/\/api\//, (route) => route.abort());
    await page.clock.runFor(12_000);
    await expectStage(page, "disconnected");
    await expect(page).toHaveScreenshot("stale-dark.png");
  });

  test("trips that belong together are one incident", async ({ page, register }) => {
    await beStill(page, await furnish(register));
    await page.route(/\/api\/incidents/, (route) =>
      route.fulfill({ json: incidents(new URL(route.request().url()).searchParams.get("state")) }),
    );
    await page.goto("/incidents");
    await settle(page, /\/api\/incidents/, 10_000);
    await expect(page).toHaveScreenshot("incidents-dark.png");
  });

  test("a wall shows what is open, large", async ({ page, register }) => {
    await beStill(page, await furnish(register));
    await page.goto("/wall");
    await settle(page);
    // Its buttons are gone once nobody stirs.
    await page.clock.runFor(5000);
    await expect(page).toHaveScreenshot("wall-dark.png");
  });

  test("the log is of what calls and people did, and is narrowed by its address", async ({ page, register }) => {
    const [orders, refund] = [await register("orders.submit", { policy }), await register("orders.refund", { policy })];
    await orders.trip("upstream connect error or disconnect before headers");
    await refund.trip("upstream request timeout");
    await orders.reset();
    await beStill(page, [orders.name, refund.name]);
    await page.goto("/events?circuit=orders.submit");
    await settle(page, /\/api\/circuit-breaker\/events/, 5000);
    await expect(page).toHaveScreenshot("events-dark.png");
  });

  test("what is in the form is what the API takes", async ({ page }) => {
    await beStill(page, []);
    await page.goto("/dependencies/new");
    await page.getByLabel("Name", { exact: true }).fill("mail.send");
    await page.getByLabel("Base URL").fill("https://mail.example/v1");
    await expect(page.getByLabel("The dependency as JSON")).toHaveValue(/mail\.example/);
    await settle(page);
    await page.getByLabel("Base URL").blur();
    await expect(page).toHaveScreenshot("json-dark.png");
  });

  test("a hold says who holds, why, until when, and what the circuit would do", async ({ page, register, api }) => {
    const names = ["payments.charge", "inventory.reserve"] as const;
    const charge = await register(names[0], payments);
    await register(names[1], stock);
    await charge.trip("upstream connect error or disconnect before headers");
    for (const [name, mode, reason] of [
      [names[0], "forced_closed", "half of it works, and that is better than nothing"],
      [names[1], "forced_open", "moving to the new cluster"],
    ] as const) {
      await api.send("PUT", `/api/circuit-breaker/override/${name}`, { mode, reason, expires_in_seconds: 600 });
    }
    await beStill(page, names);
    await page.goto("/");
    await settle(page);
    await expect(page).toHaveScreenshot("holds-dark.png");
  });

  test("many that are well are rows", async ({ page, register }) => {
    const names = Array.from({ length: MANY }, (_, index) => `shop.service-${String(index + 1).padStart(2, "0")}`);
    for (const name of names) await register(name, { owner: "team-shop", policy });
    await beStill(page, names);
    await page.goto("/");
    await settle(page);
    await expect(page).toHaveScreenshot("rows-dark.png");
  });

  test("the audit says who did what, when and why, and what was refused", async ({
    page,
    register,
    api,
    panel,
    playwright,
    sessions,
  }) => {
    const { name } = await register("mail.send", { title: "Mail", owner: "team-mail", policy });
    const path = `/api/circuit-breaker/override/${name}`;
    await api.send("PUT", path, { mode: "dry_run", reason: "trying a new threshold" });
    await api.send("DELETE", path, { reason: "it is right" });
    const viewer = await playwright.request.newContext({ storageState: sessions.viewer });
    const refused = await viewer.post(`${panel.url}/api/circuit-breaker/reset/${name}`, {
      headers: { origin: panel.url },
      data: { reason: "it is back" },
    });
    expect(refused.status()).toBe(403);
    await viewer.dispose();
    await beStill(page, [name]);
    await page.goto(`/audit?object=${name}`);
    await settle(page, /\/api\/audit/, 5000);
    await expect(page).toHaveScreenshot("audit-dark.png");
  });

  test.describe("a viewer", () => {
    test.use({ who: "viewer" });

    test("sees everything, and has nothing to act with", async ({ page, register }) => {
      const names = await furnish(register);
      await beStill(page, names);
      await page.goto("/");
      await settle(page);
      await expect(cardOf(page, names[0])).toHaveScreenshot("viewer-dark.png");
    });
  });
});
