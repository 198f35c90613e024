import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createUserRequest } from "../contracts/account.ts";
import { MemoryStore } from "../stores/memory/memory-store.ts";
import type { Store } from "../stores/store.ts";
import { eventOf } from "./act.ts";
import { claimsOf } from "./sessions.ts";
import { type House, openHouse } from "./testing/house.ts";

const event = (house: House) => eventOf(house.accounts.context, "user_changed", "somebody", {});

describe("one address is one user", () => {
  test("in whichever case and with whatever space around it is written", async () => {
    const house = openHouse();
    const user = await house.addUser("  Ann@Example.COM ", "viewer");
    expect(user.email).toBe("ann@example.com");
    await expect(house.addUser("ANN@example.com", "admin")).rejects.toMatchObject({ code: "conflict" });
  });

  test("however many add it at the same time", async () => {
    const house = openHouse();
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => house.addUser("ann@example.com", "admin")));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await house.accounts.users.list()).toHaveLength(1);
  });

  test.each([
    "ann@example.com,eve@evil.example",
    "ann@example.com;eve@evil.example",
    "ann@example.com eve@evil.example",
    "Ann <ann@example.com>",
    '"ann@example.com"@evil.example',
    "ann@example.com\n",
    "ann@evil.example@example.com",
    "ann@example.com\u0000",
    "ann\u00ad@example.com",
    "\u0430nn@example.com",
    "ann@ex\u0430mple.com",
    "ann\uff20example.com",
    "İnn@example.com",
    `${"a".repeat(250)}@example.com`,
    "",
  ])("and %j is none, or the one that it reads as", async (written) => {
    const parsed = createUserRequest.shape.email.safeParse(written);
    if (parsed.success) expect(parsed.data).toBe("ann@example.com");
  });

  test("so a letter that lower-cases to another is that other from the start", async () => {
    const house = openHouse();
    await house.addUser("kim@example.com", "viewer");
    await expect(house.addUser("\u212aim@example.com", "admin")).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("one admin remains", () => {
  test("when the last is to become a viewer, or to be removed", async () => {
    const house = openHouse();
    const { users } = house.accounts;
    await house.addUser("ann@example.com", "admin");
    await house.addUser("bob@example.com", "viewer");
    await expect(users.setRole("ann@example.com", "viewer", event(house))).rejects.toMatchObject({ code: "conflict" });
    await expect(users.remove("ann@example.com", event(house))).rejects.toMatchObject({ code: "conflict" });
    await users.remove("bob@example.com", event(house));
    expect(await users.list()).toMatchObject([{ email: "ann@example.com", role: "admin" }]);
  });

  test("when all are taken away at the same time, in whatever order the writes arrive", async () => {
    const emails = ["ann@example.com", "bob@example.com", "cat@example.com"] as const;
    const act = fc.record({
      email: fc.constantFrom(...emails),
      what: fc.constantFrom("promote", "demote", "demote", "remove", "add"),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(act, { minLength: 2, maxLength: 5 }), async (scheduler, acts) => {
        const store = new MemoryStore();
        const before = openHouse(store);
        await before.addUser(emails[0], "admin");
        await before.addUser(emails[1], "admin");
        await before.addUser(emails[2], "viewer");

        const house = openHouse(inOrderOf(scheduler, store));
        const { users } = house.accounts;
        const all = Promise.allSettled(
          acts.map(({ email, what }) => {
            if (what === "add") return house.addUser(email, "admin");
            if (what === "remove") return users.remove(email, event(house));
            return users.setRole(email, what === "promote" ? "admin" : "viewer", event(house));
          }),
        );
        await scheduler.waitFor(all);

        const left = await before.accounts.users.list();
        expect(left.some(({ role }) => role === "admin")).toBe(true);
        const admins = store.get("users", "admins")?.value as { ids: string[] };
        expect(admins.ids.every((id) => left.some((user) => user.id === id))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a session ends", () => {
  const changes: Record<string, (house: House) => Promise<unknown>> = {
    "with the password": ({ accounts }) => accounts.users.setPassword("bob@example.com", "", event(openHouse())),
    "with the role": ({ accounts }) => accounts.users.setRole("bob@example.com", "viewer", event(openHouse())),
    "with the user": ({ accounts }) => accounts.users.remove("bob@example.com", event(openHouse())),
    "with the user, though another of the same address follows": async (house) => {
      await house.accounts.users.remove("bob@example.com", event(house));
      await house.addUser("bob@example.com", "admin");
    },
    "with the role, though it is given back": async ({ accounts }) => {
      await accounts.users.setRole("bob@example.com", "viewer", event(openHouse()));
      await accounts.users.setRole("bob@example.com", "admin", event(openHouse()));
    },
  };

  test.each(Object.entries(changes))("%s", async (_, change) => {
    const house = openHouse();
    const ann = await house.addUser("ann@example.com", "admin");
    const bob = await house.addUser("bob@example.com", "admin");
    await change(house);
    expect(await house.accounts.users.bySession(claimsOf(bob))).toBeNull();
    expect(await house.accounts.users.bySession(claimsOf(ann))).not.toBeNull();
  });

  test("but not with a sign-in elsewhere", async () => {
    const house = openHouse();
    const ann = await house.addUser("ann@example.com", "admin");
    await house.accounts.users.signedIn("ann@example.com", event(house));
    expect(await house.accounts.users.bySession(claimsOf(ann))).toMatchObject({ last_login_at: house.now() });
  });
});

test("each change is written with its event, or not at all", async () => {
  const house = openHouse();
  await house.addUser("ann@example.com", "admin");
  await house.accounts.users.setPassword("ann@example.com", "new", event(house));
  const known = (await house.events()).length;
  await expect(house.accounts.users.remove("ann@example.com", event(house))).rejects.toThrow();
  expect(await house.events()).toHaveLength(known);
});

test("what a later version has written beside is kept", async () => {
  const house = openHouse();
  const { id } = await house.addUser("ann@example.com", "admin");
  const stored = (await house.store.get("users", "ann@example.com"))!;
  const next = { ...(stored.value as object), pronoun: "she" };
  await house.store.swap({
    collection: "users",
    id: stored.id,
    expected: stored.version,
    next,
    events: [],
    writeId: "later",
  });
  await house.accounts.users.setPassword("ann@example.com", "new", event(house));
  expect((await house.store.get("users", "ann@example.com"))?.value).toMatchObject({ id, pronoun: "she" });
});

/** The same store, whose answers come in the order that the scheduler chooses. */
function inOrderOf(scheduler: fc.Scheduler, store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return scheduler.scheduleFunction(async (...args: unknown[]) => member.apply(target, args));
    },
  });
}
