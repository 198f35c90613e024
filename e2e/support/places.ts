import { expect, type Locator, type Page } from "@playwright/test";
import type { ApiClient } from "./api-client.ts";
import { cardOf } from "./console.ts";
import type { Dependency, Registration } from "./dependency.ts";
import { VIEWER } from "./panel.ts";

export const TROUBLED = "places-troubled";
export const HEALTHY = "places-healthy";
const HELD = "places-held";
const TOKEN = "places-token";

const policy = { failure_threshold: 2, recovery_timeout: 300 };

/** What the places below show: a circuit that is open, one that is well and was edited, one that is held, a token. */
export async function furnish(register: (name: string, more: Registration) => Promise<Dependency>, api: ApiClient) {
  await (await register(TROUBLED, { policy })).trip("the disk is full");
  const healthy = await register(HEALTHY, { policy });
  await healthy.edit({ policy: { ...policy, failure_threshold: 3 } });
  await healthy.execute();
  await register(HELD, { policy });
  await api.send("PUT", `/api/circuit-breaker/override/${HELD}`, { mode: "forced_open", reason: "maintenance" });
  await api.send("POST", "/api/tokens", { name: TOKEN, scopes: ["read"] });
}

interface Place {
  readonly path: string;
  /** What is on it once it is whole. */
  readonly sign: (page: Page) => Locator;
  /** One that is looked at on a phone too. */
  readonly isMain?: true;
}

/** The page of the incident that began with the open circuit; its path is known by then only. */
async function incidentPath(api: ApiClient): Promise<string> {
  const { body } = await api.send<{ incidents: { id: string }[] }>("GET", `/api/incidents?circuit=${TROUBLED}`);
  return `/incidents/${body.incidents[0]?.id}`;
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const button = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first();

/** Every page of the console for who is signed in. A new page is a line here. */
export async function placesOf(api: ApiClient): Promise<readonly Place[]> {
  return [
    { path: "/", sign: (page) => cardOf(page, TROUBLED), isMain: true },
    {
      path: `/?by=workspace&node_type=${TROUBLED}`,
      sign: (page) => page.getByTestId("circuit-row").first(),
      isMain: true,
    },
    { path: "/?as=rows", sign: (page) => page.getByTestId("circuit-row").first() },
    { path: "/?q=nothing-like-it", sign: button("Clear the filter") },
    {
      path: `/circuits/${TROUBLED}?trip=last`,
      sign: (page) => page.getByTestId("trip").getByText("the disk is full").first(),
      isMain: true,
    },
    { path: "/circuits/nobody", sign: (page) => page.getByText("There is no such circuit now") },
    { path: "/incidents", sign: (page) => page.getByTestId("incident").first(), isMain: true },
    { path: await incidentPath(api), sign: (page) => page.getByTestId("event").first() },
    { path: "/events", sign: (page) => page.getByTestId("event").first(), isMain: true },
    { path: "/audit", sign: (page) => page.getByTestId("act").first(), isMain: true },
    { path: "/dependencies", sign: (page) => page.getByRole("link", { name: TROUBLED, exact: true }), isMain: true },
    { path: "/dependencies/new", sign: (page) => page.getByLabel("Name", { exact: true }) },
    { path: `/dependencies/${TROUBLED}`, sign: (page) => cardOf(page, TROUBLED), isMain: true },
    { path: "/instances", sign: heading },
    { path: "/wall", sign: (page) => page.getByTestId("wall-tile").first(), isMain: true },
    { path: `/wall?q=${HEALTHY}`, sign: (page) => page.getByTestId("wall-well") },
    { path: "/settings/account", sign: button("Change password") },
    { path: "/settings/limits", sign: button("Save changes") },
    { path: "/settings/policy", sign: button("Save changes") },
    { path: "/settings/tokens", sign: button("Create token…") },
    { path: "/settings/users", sign: button("Add user…") },
  ];
}

interface Opening {
  readonly name: string;
  readonly path: string;
  /** What has the focus when the key is pressed; null where the key works from anywhere. */
  readonly opener: ((page: Page) => Locator) | null;
  readonly key?: string;
  /** What must be done before there is an opener. */
  readonly before?: (page: Page) => Promise<unknown>;
}

const ofCard = (circuit: string, name: string) => (page: Page) =>
  cardOf(page, circuit).getByRole("button", { name, exact: false }).first();

/** Every dialog, and the key that opens it. A new dialog is a line here. */
export const openings: readonly Opening[] = [
  { name: "reset", path: "/", opener: ofCard(TROUBLED, "Reset…") },
  { name: "hold", path: "/", opener: ofCard(HEALTHY, "Hold…") },
  { name: "lift", path: "/", opener: ofCard(HELD, "Lift hold…") },
  {
    name: "bulk",
    path: "/",
    before: (page) => page.getByLabel(`Select ${HEALTHY}`).check(),
    opener: (page) => page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Hold…" }),
  },
  { name: "palette", path: "/", opener: null, key: "ControlOrMeta+k" },
  { name: "shortcuts", path: "/", opener: null, key: "?" },
  { name: "run once", path: `/dependencies/${HEALTHY}`, opener: button(/Run once/) },
  { name: "delete", path: `/dependencies/${HEALTHY}`, opener: button(/Delete/) },
  { name: "roll back", path: `/dependencies/${HEALTHY}`, opener: button(/^Roll back/) },
  { name: "new token", path: "/settings/tokens", opener: button("Create token…") },
  { name: "revoke", path: "/settings/tokens", opener: button(`Revoke… ${TOKEN}`) },
  { name: "new user", path: "/settings/users", opener: button("Add user…") },
  { name: "role", path: "/settings/users", opener: button(`Make admin… ${VIEWER.email}`) },
  { name: "new password", path: "/settings/users", opener: button(`New password… ${VIEWER.email}`) },
  { name: "remove user", path: "/settings/users", opener: button(`Remove… ${VIEWER.email}`) },
];

/** Opens a dialog by keyboard. Returns what had the focus. */
export async function openByKey(page: Page, { opener, key = "Enter", before }: Opening): Promise<Locator | null> {
  await before?.(page);
  const from = opener?.(page) ?? null;
  await from?.focus();
  await page.keyboard.press(key);
  await expect(page.getByRole("dialog")).toBeVisible();
  return from;
}
