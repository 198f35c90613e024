import { expect, type Page } from "@playwright/test";

/** When it is in a picture. */
const NOON = new Date("2026-02-12T12:00:00.000Z");

/** Milliseconds before noon at which things were, by the names of their fields. */
const AGES_MS: Readonly<Record<string, number>> = {
  server_time: 0,
  recovery_at: -166_000,
  expires_at: -600_000,
  state_since: 134_000,
  opened_at: 134_000,
  last_error_at: 41_000,
  at: 134_000,
  updated_at: 86_400_000,
  created_at: 86_400_000,
  last_seen_at: 3000,
  last_used_at: 3000,
  started_at: 7_200_000,
  seen_at: 2000,
  until: 0,
};

const SECONDS: Readonly<Record<string, number>> = {
  seconds_until_recovery: 166,
  seconds_in_state: 134,
  seconds_since_last_error: 41,
};

const MINUTES = 60;
const CALLS = Array.from({ length: MINUTES }, (_, minute) => 20 + ((minute * 7) % 11));

/** The last hour of an activity reply, as it is in a picture. */
const HOUR: Readonly<Record<string, unknown>> = {
  calls_per_minute: 1204,
  success_rate: 0.982,
  p95_ms: 87,
  calls_avoided: 214,
  trips_today: 2,
  calls_avoided_today: 1284,
  calls: CALLS,
  failures: CALLS.map((_, minute) => (minute % 13 === 5 ? 3 : 0)),
  rejected: CALLS.map(() => 0),
};

/** An instant so long before the picture. */
export const before = (milliseconds: number) => new Date(NOON.getTime() - milliseconds).toISOString();
const OPENED_MS = 134_000;
const quiet = { event: null, kind: null, actor: null };

/** The last hour of a circuit that is open, as it is in a picture. */
const HISTORY: Readonly<Record<string, unknown>> = {
  from: before((MINUTES - 1) * 60_000),
  calls: CALLS.map((calls, minute) => (minute > 57 ? 0 : calls)),
  failures: CALLS.map((_, minute) => (minute === 57 ? 5 : minute % 13 === 5 ? 1 : 0)),
  rejected: CALLS.map((calls, minute) => (minute > 57 ? calls : 0)),
  p50_ms: CALLS.map((calls, minute) => (minute > 57 ? null : calls)),
  p95_ms: CALLS.map((calls, minute) => (minute > 57 ? null : calls * 3)),
  p99_ms: CALLS.map((calls, minute) => (minute > 57 ? null : calls * 5)),
  spans: [
    { ...quiet, state: "closed", from: before((MINUTES - 1) * 60_000), until: before(OPENED_MS) },
    { ...quiet, state: "open", from: before(OPENED_MS), until: null, event: 7, kind: "opened" },
  ],
  server_time: before(0),
};

/**
 * Makes a page of real data fit for a picture that is compared with another day's: what the API says of times and counts
 * is always the same, nothing is told of what other tests did, and the page's clock stands once it has asked.
 */
export async function beStill(page: Page, circuits: readonly string[]): Promise<void> {
  await page.clock.install({ time: NOON });
  await page.route(/\/api\/(?!auth)/, async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const isJson = response.headers()["content-type"]?.includes("json") ?? false;
    await route.fulfill({
      response,
      body: isJson && text !== "" ? stilled(text, route.request().url(), circuits) : text,
    });
  });
}

const STATUS = /\/api\/circuit-breaker\/status/;
/** Milliseconds between two polls of the status, on every page. */
const POLL_MS = 2000;

/**
 * Lets the page ask once for what is at that address, with its clock, and stand still. The clock waits for each answer: it
 * would else run so far ahead that the page takes the server for gone.
 */
export async function settle(page: Page, asked = STATUS, everyMs = POLL_MS): Promise<void> {
  await expect(page.getByTestId("freshness")).toHaveAttribute("data-stage", "live");
  await page.waitForLoadState("networkidle");
  const answered = page.waitForResponse(asked);
  for (let passed = 0; passed < everyMs; passed += POLL_MS) {
    const polled = page.waitForResponse(STATUS);
    await page.clock.runFor(POLL_MS + 100);
    await polled;
  }
  await answered;
  await page.clock.runFor(300);
  await expect(page.getByTestId("freshness")).toHaveAttribute("data-stage", "live");
}

function stilled(text: string, url: string, circuits: readonly string[]): string {
  if (url.includes("/history/")) return JSON.stringify({ ...JSON.parse(text), ...HISTORY });
  const isActivity = url.includes("/activity");
  return JSON.stringify(
    JSON.parse(text, (name, value: unknown) => {
      if (isActivity && name in HOUR) return HOUR[name];
      if (name === "states" && typeof value === "string") return "c".repeat(MINUTES - 3) + value.slice(-1).repeat(3);
      if (name === "events" && Array.isArray(value)) return value.filter(({ circuit }) => circuits.includes(circuit));
      if (name === "incidents") return [];
      if (value === null) return null;
      if (name === "instance") return "panel-1";
      if (name in SECONDS) return SECONDS[name];
      if (typeof value === "string" && name in AGES_MS) return before(AGES_MS[name]!);
      return value;
    }),
  );
}
