import { beforeEach, describe, expect, it } from "vitest";
import { auditQuery } from "../../contracts/audit.ts";
import { ACT_KINDS } from "../../contracts/lists.ts";
import type { NewEvent } from "../../stores/store.ts";
import type { Caller } from "../context.ts";
import { ADMIN, callerWith, openServices, type TestServices } from "../testing/services.ts";
import { exportActs } from "./export-acts.ts";
import { listActs } from "./list-acts.ts";

let services: TestServices;
const HOUR = 3_600_000;

const BOUND: Caller = { ...ADMIN, principal: { ...ADMIN.principal, kind: "token", workspaces: ["acme"] } };

function did(kind: string, more: Partial<NewEvent> = {}): NewEvent {
  const event = { kind, circuit: null, at: services.now(), actor: "ada", reason: null, instance: "test", details: {} };
  return { ...event, ...more };
}

/** An hour passes between one and the next. */
async function happened(...events: readonly NewEvent[]): Promise<void> {
  for (const event of events) {
    await services.store.append([{ ...event, at: services.now() }]);
    services.clock.time += HOUR;
  }
}

async function kindsOf(query: Record<string, string> = {}, caller: Caller = ADMIN): Promise<string[]> {
  const { acts } = await listActs(services, caller, auditQuery.parse(query));
  return acts.map(({ kind, object }) => (object === null ? kind : `${kind} ${object}`));
}

async function file(query: Record<string, string>): Promise<string> {
  let written = "";
  for await (const text of (await exportActs(services, ADMIN, auditQuery.parse(query))).text) written += text;
  return written;
}

beforeEach(async () => {
  services = await openServices();
});

describe("the acts", () => {
  beforeEach(async () => {
    await happened(
      did("opened", { circuit: "mail", actor: null }),
      did("reset", { circuit: "mail", reason: "service is back", details: { to: "closed", previousState: "open" } }),
      did("reset", { circuit: "mail@acme" }),
      did("reset", { circuit: "mail@rival" }),
      did("user_created", { details: { user: "eve@panel.test" } }),
      did("default_policy_changed", { actor: "bob" }),
      did("signed_in", { actor: "eve@panel.test" }),
      did("refused", { actor: null, details: { what: "sign_in", email: "eve@panel.test" } }),
      did("refused", { actor: "eve@panel.test", circuit: "mail", details: { call: "POST /x", detail: "no" } }),
    );
  });

  const all = [
    "refused mail",
    "refused eve@panel.test",
    "signed_in",
    "default_policy_changed default policy",
    "user_created eve@panel.test",
    "reset mail@rival",
    "reset mail@acme",
    "reset mail",
  ];

  it("are what people did and what was refused to them, newest first, and not what circuits do by themselves", async () => {
    expect(await kindsOf()).toEqual(all);
  });

  it.each([
    ["an actor", { actor: "bob" }, ["default_policy_changed default policy"]],
    ["a kind", { kind: "signed_in" }, ["signed_in"]],
    ["several kinds", { kind: "signed_in,user_created" }, ["signed_in", "user_created eve@panel.test"]],
    ["a node type, with its nested circuits", { object: "mail" }, [all[0], all[5], all[6], all[7]]],
    ["a nested circuit", { object: "mail@acme" }, ["reset mail@acme"]],
    ["an account", { object: "eve@panel.test" }, ["refused eve@panel.test", "user_created eve@panel.test"]],
    ["a setting", { object: "default policy" }, ["default_policy_changed default policy"]],
    ["an object that nobody knows", { object: "nothing of this name" }, []],
    ["how long ago", { since: "3h" }, all.slice(0, 3)],
    ["a range", { since: "2026-01-01T03:00:00Z", until: "2026-01-01T05:00:00+00:00" }, [all[4], all[5]]],
    ["a day that is over", { until: "2026-01-01" }, []],
    ["all of it", { actor: "ada", kind: "reset", object: "mail", since: "7d", until: "6h" }, [all[6], all[7]]],
  ])("are filtered by %s", async (_, query, expected) => {
    expect(await kindsOf(query)).toEqual(expected);
  });

  it("are read page by page, each once, also where they come from two places", async () => {
    for (const query of [{}, { object: "eve@panel.test" }, { object: "mail" }]) {
      const seen: number[] = [];
      let before: number | null = null;
      do {
        const page = auditQuery.parse({ ...query, limit: "1", ...(before !== null && { before: String(before) }) });
        const reply = await listActs(services, ADMIN, page);
        seen.push(...reply.acts.map(({ id }) => id));
        before = reply.next_before;
      } while (before !== null);
      const whole = await listActs(services, ADMIN, query);
      expect(seen).toEqual(whole.acts.map(({ id }) => id));
    }
  });

  it("of other workspaces are not seen by a token that is bound to one, and leave no gap in a page", async () => {
    expect(await kindsOf({ kind: "reset", limit: "2" }, BOUND)).toEqual(["reset mail@acme", "reset mail"]);
  });

  it("are for who may read", async () => {
    await expect(listActs(services, callerWith("execute"), {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportActs(services, callerWith("admin"), {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are not asked for in a range that ends before it begins", async () => {
    const query = auditQuery.parse({ since: "1h", until: "2h" });
    await expect(listActs(services, ADMIN, query)).rejects.toMatchObject({ errors: [{ field: "until" }] });
  });

  it("become a file with all that matches", async () => {
    const lines = (await file({ format: "csv", object: "mail", kind: "reset" })).split("\r\n");
    expect(lines[0]).toBe("id,at,actor,kind,object,reason,summary,instance,details");
    expect(lines[3]).toBe(
      '2,2026-01-01T01:00:00.000Z,ada,reset,mail,service is back,"by hand, from open",test,"{""to"":""closed"",""previous_state"":""open""}"',
    );
    expect(lines).toHaveLength(5);
    const json = JSON.parse(await file({ format: "json" }));
    expect(json).toEqual(await listActs(services, ADMIN, {}));
  });
});

it("says in a file that it was cut, and where to go on from", async () => {
  await happened(...Array.from({ length: 3 }, () => did("reset", { circuit: "mail" })));
  const records = (await file({ format: "csv", limit: "2" })).trimEnd().split("\r\n");
  expect(records).toHaveLength(4);
  expect(records[3]).toBe(",,,cut,,,Cut after 2 acts; the older ones follow with before=2.,,");
  expect(JSON.parse(await file({ format: "json", limit: "2" }))).toMatchObject({
    next_before: 2,
    notice: "Cut after 2 acts; the older ones follow with before=2.",
  });
  expect(await file({ format: "csv", limit: "3" })).not.toContain("cut");
});

it("writes a file in pieces, however long it is", async () => {
  await services.store.append(Array.from({ length: 1200 }, (_, index) => did("reset", { reason: `number ${index}` })));
  const { text } = await exportActs(services, ADMIN, { format: "json" });
  const pieces: string[] = [];
  for await (const piece of text) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(2);
  expect(JSON.parse(pieces.join("")).acts).toHaveLength(1200);
});

it("keeps a file that the store cannot give from being begun", async () => {
  await services.store.close();
  await expect(exportActs(services, ADMIN, { format: "csv" })).rejects.toMatchObject({ name: "StoreError" });
});

describe("a question that makes no sense", () => {
  it.each([
    { kind: "opened" },
    { kind: "reset,," },
    { since: "yesterday" },
    { until: "2026-02-30" },
    { limit: "0" },
    { q: "" },
  ])("is refused: %j", (query) => {
    expect(auditQuery.safeParse(query).success).toBe(false);
  });
});

it("has no kind that a circuit makes by itself", () => {
  expect(ACT_KINDS).not.toContain("opened");
  expect(ACT_KINDS).toContain("refused");
});
