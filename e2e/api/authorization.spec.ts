import { globSync } from "node:fs";
import { join } from "node:path";
import { type Access, api, type Endpoint } from "../../lib/contracts/api.ts";
import { expect, test } from "../support/fixtures.ts";
import { ADMIN, VIEWER } from "../support/panel.ts";
import { signIn } from "../support/session.ts";

/** Who asks. `other origin` is an admin's cookie on a request that another site made the browser send. */
const ASKERS = ["nobody", "bad token", "read", "execute", "admin", "viewer", "administrator", "other origin"] as const;
type Asker = (typeof ASKERS)[number];

/** Who gets past authorisation for each kind of access; every other one is told 401 or 403. */
const ALLOWED: Readonly<Record<Access, readonly Asker[]>> = {
  open: ASKERS,
  signed_in: ["read", "execute", "admin", "viewer", "administrator"],
  read: ["read", "viewer", "administrator"],
  execute: ["execute", "administrator"],
  admin: ["admin", "administrator"],
};

const UNKNOWN: readonly Asker[] = ["nobody", "bad token"];

/** Routes that are not in the table of endpoints, and why. */
const BESIDE_THE_TABLE = ["app/api/[[...path]]/route.ts", "app/api/auth/[...nextauth]/route.ts"];

function expectedStatus(endpoint: Endpoint, asker: Asker): "past" | 401 | 403 {
  // Reading across origins is the browser's to prevent; what is changed by cookie must come from the panel's pages.
  const counted = asker === "other origin" && endpoint.method === "GET" ? "administrator" : asker;
  if (ALLOWED[endpoint.access].includes(counted)) return "past";
  return UNKNOWN.includes(asker) ? 401 : 403;
}

test("every route × every role and scope is answered as the table says", async ({ panel, api: admin }) => {
  await admin.send("POST", "/api/users", { ...VIEWER, role: "viewer" });
  const bearer = async (scope: string) => ({ authorization: `Bearer ${await panel.token(scope)}` });
  const [viewer, administrator] = [await signIn(panel.url, VIEWER), await signIn(panel.url, ADMIN)];
  const headers: Record<Asker, Record<string, string>> = {
    nobody: {},
    "bad token": { authorization: "Bearer bp_nobody-knows-this-one" },
    read: await bearer("read"),
    execute: await bearer("execute"),
    admin: await bearer("admin"),
    viewer: { cookie: viewer, origin: panel.url },
    administrator: { cookie: administrator, origin: panel.url },
    "other origin": { cookie: administrator, origin: "http://evil.test" },
  };
  const wrong: string[] = [];
  for (const endpoint of Object.values<Endpoint>(api)) {
    for (const asker of ASKERS) {
      // A name that is not there, and a body that says nothing: who gets past does no harm.
      const path = endpoint.path.replaceAll(/\{\w+\}/g, "nothing-of-this-name");
      const body = endpoint.method === "GET" ? null : "[]";
      const { status } = await fetch(panel.url + path, { method: endpoint.method, headers: headers[asker], body });
      const expected = expectedStatus(endpoint, asker);
      const isRight = expected === "past" ? status !== 401 && status !== 403 && status < 500 : status === expected;
      if (!isRight) wrong.push(`${endpoint.method} ${endpoint.path} as ${asker}: ${status}, not ${expected}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("no route is missing from the table, and none in the table is missing on disk", () => {
  const root = join(import.meta.dirname, "..", "..");
  const onDisk = globSync("app/**/route.ts", { cwd: root }).filter((file) => !BESIDE_THE_TABLE.includes(file));
  const inTable = Object.values<Endpoint>(api).map(({ path }) => {
    const folder = path.startsWith("/api/") ? path : `/api${path}`;
    return `app${folder.replaceAll(/\{(\w+)\}/g, "[$1]")}/route.ts`;
  });
  expect(onDisk.sort()).toEqual([...new Set(inTable)].sort());
});

test("a token that is bound to a workspace executes for that one alone", async ({ panel, api: admin, upstream }) => {
  await admin.register("bound", `${upstream.url}/bound`);
  const token = await panel.token("execute", "--workspaces", "acme");
  const execute = async (workspace?: string) => {
    const body = JSON.stringify({ input: {}, workspace });
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${panel.url}/api/nodes/bound/execute`, { method: "POST", headers, body })).status;
  };
  expect([await execute("acme"), await execute("other"), await execute()]).toEqual([200, 403, 403]);
});
