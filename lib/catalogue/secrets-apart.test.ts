import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FilePlace, newFilePlace } from "../stores/sqlite/testing/place.ts";
import { type Json, type Store, StoreError, type Swap } from "../stores/store.ts";
import { SecretBox } from "./secrets.ts";
import { event, KEY, openHouse, put, RefusingStore, run, secretsIn, stored, textOf, write } from "./testkit.ts";

const unavailable = new StoreError("unavailable", "the disk is full");
const unknown = new StoreError("outcome_unknown", "the connection broke");
const ofNodeTypes = (error: Error) => (swap: Swap) => (swap.collection === "node_types" ? error : null);

let place: FilePlace;
let store: Store;
beforeEach(() => {
  place = newFilePlace();
  store = place.open();
});
afterEach(() => place.remove());

describe("a secret", () => {
  it("is kept apart, sealed, and named by a ref that is no sealed text", async () => {
    const house = await openHouse(store);
    await stored(house, "api", { secrets: { api_key: "s3cr3t", other: "s3cr3t too" } });
    expect(await run(house, "api")).toEqual({
      to: "http://api.test",
      secrets: { api_key: "s3cr3t", other: "s3cr3t too" },
    });
    const refs = house.catalogue.get("api")!.nodeType.secrets;
    expect(refs.map(([name]) => name)).toEqual(["api_key", "other"]);
    for (const [, ref] of refs) expect(ref).toMatch(/^ref:[0-9a-f-]{36}$/);
    expect(new Set(refs.map(([, ref]) => ref)).size).toBe(2);
    expect(await secretsIn(store)).toBe(2);
    expect(await textOf(store, "secrets")).not.toContain("s3cr3t");
  });

  it("goes on through a restart and edits that keep it", async () => {
    const house = await openHouse(store);
    await stored(house, "api", { secrets: { api_key: "s3cr3t" } });
    const before = house.catalogue.get("api")!.nodeType.secrets;
    await stored(house, "api", { keep: ["api_key"], title: "API" });
    const again = await openHouse(store);
    expect(again.catalogue.get("api")!.nodeType).toMatchObject({ title: "API", secrets: before });
    expect(await run(again, "api")).toMatchObject({ secrets: { api_key: "s3cr3t" } });
  });

  it("is removed once nothing refers to it: replaced, left out, or with its node type", async () => {
    const house = await openHouse(store);
    await stored(house, "api", { secrets: { api_key: "first", other: "s3cr3t" } });
    await stored(house, "api", { secrets: { api_key: "second" }, keep: ["other"] });
    expect(await run(house, "api")).toMatchObject({ secrets: { api_key: "second", other: "s3cr3t" } });
    expect(await secretsIn(store)).toBe(2);
    await stored(house, "api", { keep: ["api_key"] });
    expect(await secretsIn(store)).toBe(1);
    expect(await house.catalogue.delete("api", event())).toBe(true);
    expect(await secretsIn(store)).toBe(0);
  });

  it("of another node type is not removed with one that names it", async () => {
    const house = await openHouse(store);
    await stored(house, "api", { secrets: { api_key: "s3cr3t" } });
    const secrets = house.catalogue.get("api")!.nodeType.secrets as unknown as Json;
    await stored(house, "mine");
    await write(store, "node_types", "mine", (value) => within(value, { secrets }));
    const again = await openHouse(store);
    expect(await run(again, "mine")).toMatch(/does not open/);
    expect(await again.catalogue.delete("mine", event())).toBe(true);
    expect(await run(await openHouse(store), "api")).toMatchObject({ secrets: { api_key: "s3cr3t" } });
  });
});

describe("a secret whose node type somebody else has edited", () => {
  it("is not there any more once the edit has met the conflict, and the other's edit is in force", async () => {
    const [house, other] = [await openHouse(store), await openHouse(store)];
    await stored(house, "api", { secrets: { api_key: "first" } });
    expect((await put(other, "api", { secrets: { api_key: "late" } })).status).toBe("conflict");
    expect(await run(other, "api")).toMatchObject({ secrets: { api_key: "first" } });
    expect(await secretsIn(store)).toBe(1);
    await stored(other, "api", { secrets: { api_key: "second" } });
    expect(await run(await openHouse(store), "api")).toMatchObject({ secrets: { api_key: "second" } });
  });

  it("does not open where it would be sent elsewhere now; the others run", async () => {
    const house = await openHouse(store);
    await stored(house, "api", { secrets: { api_key: "s3cr3t" } });
    await stored(house, "other", { secrets: { api_key: "another s3cr3t" } });
    const config = { to: "http://evil.test", secrets: ["api_key"] };
    await write(store, "node_types", "api", (value) => within(value, { config }));
    const again = await openHouse(store);
    expect(await run(again, "api")).toMatch(/^api cannot run: its secret api_key does not open: .*give it again$/);
    expect(await run(again, "other")).toMatchObject({ secrets: { api_key: "another s3cr3t" } });
  });

  it("does not open under another name, or in another node type", async () => {
    const house = await openHouse(store);
    await stored(house, "api", { secrets: { api_key: "s3cr3t" } });
    const ref = house.catalogue.get("api")!.nodeType.secrets[0]![1];
    await stored(house, "mine", { secrets: { api_key: "x" } });
    await write(store, "node_types", "mine", (value) => within(value, { secrets: [["api_key", ref]] }));
    const config = { to: "http://api.test", secrets: ["token"] };
    await write(store, "node_types", "api", (value) => within(value, { config, secrets: [["token", ref]] }));
    const again = await openHouse(store);
    expect(await run(again, "mine")).toMatch(/does not open/);
    expect(await run(again, "api")).toMatch(/its secret token does not open/);
  });
});

describe("a store that fails", () => {
  it.each(["secrets", "node_types"])(
    "at the writing of %s leaves the node type as it was, and no secret",
    async (at) => {
      const failing = new RefusingStore();
      const house = await openHouse(failing);
      await stored(house, "api", { secrets: { api_key: "first" } });
      let left = 1;
      failing.refuse = ({ collection, next }) =>
        collection === at && next !== null && (at === "node_types" || left-- <= 0) ? unavailable : null;
      await expect(put(house, "api", { secrets: { api_key: "second", other: "x" } })).rejects.toBe(unavailable);
      expect(await secretsIn(failing)).toBe(1);
      expect(await run(house, "api")).toMatchObject({ secrets: { api_key: "first" } });
      expect(await run(await openHouse(failing), "api")).toMatchObject({ secrets: { api_key: "first" } });
    },
  );

  it("to say whether it was stored keeps the secrets that it may need", async () => {
    const failing = new RefusingStore();
    const house = await openHouse(failing);
    await stored(house, "api", { secrets: { api_key: "first" } });
    failing.loseReply = ofNodeTypes(unknown);
    await expect(put(house, "api", { secrets: { api_key: "second" } })).rejects.toBe(unknown);
    expect(await run(house, "api")).toMatchObject({ secrets: { api_key: "first" } });
    expect(await run(await openHouse(failing), "api")).toMatchObject({ secrets: { api_key: "second" } });
  });

  it("to remove what is not used any more does not fail the edit", async () => {
    const failing = new RefusingStore();
    const house = await openHouse(failing);
    await stored(house, "api", { secrets: { api_key: "first" } });
    failing.refuse = ({ collection, next }) => (collection === "secrets" && next === null ? unavailable : null);
    await stored(house, "api", { secrets: { api_key: "second" } });
    expect(await run(house, "api")).toMatchObject({ secrets: { api_key: "second" } });
    expect(await secretsIn(failing)).toBe(2);
  });

  it("to tell a secret keeps its node type from running until it does", async () => {
    const failing = new RefusingStore();
    await stored(await openHouse(failing), "api", { secrets: { api_key: "s3cr3t" } });
    failing.hidden = unavailable;
    const house = await openHouse(failing);
    failing.hidden = null;
    expect(await run(house, "api")).toMatchObject({ secrets: { api_key: "s3cr3t" } });
  });

  it("to give a secret back at all says which one is missing", async () => {
    const house = await openHouse(store);
    await stored(house, "api", { secrets: { api_key: "s3cr3t" } });
    const [secret] = await store.load("secrets");
    await write(store, "secrets", secret!.id, () => null);
    expect(await run(await openHouse(store), "api")).toBe("api cannot run: its secret api_key is not in the store");
  });
});

describe("a node type that holds its secrets itself, as the first releases stored it", () => {
  const inline = async (key = KEY) => {
    const house = await openHouse(store);
    const sealed = new SecretBox(key).seal("s3cr3t", "api\napi_key");
    await stored(house, "api", {});
    const config = { to: "http://api.test", secrets: ["api_key"] };
    await write(store, "node_types", "api", (value) => within(value, { config, secrets: [["api_key", sealed]] }));
    return { house: await openHouse(store), sealed };
  };

  it("runs as it is, and has them moved out by its next edit", async () => {
    const { house, sealed } = await inline();
    expect(await run(house, "api")).toMatchObject({ secrets: { api_key: "s3cr3t" } });
    expect(await secretsIn(store)).toBe(0);
    await stored(house, "api", { keep: ["api_key"], title: "API" });
    expect(await textOf(store, "node_types")).not.toContain(sealed);
    expect(await secretsIn(store)).toBe(1);
    for (const each of [house, await openHouse(store)]) {
      expect(await run(each, "api")).toMatchObject({ secrets: { api_key: "s3cr3t" } });
    }
  });

  it("has them moved out without an edit where it comes to a store that is shared", async () => {
    const { house, sealed } = await inline();
    const { revision } = house.catalogue.get("api")!;
    await house.catalogue.moveSecretsOut();
    await house.catalogue.moveSecretsOut();
    expect(await textOf(store, "node_types")).not.toContain(sealed);
    expect(await secretsIn(store)).toBe(1);
    expect(house.catalogue.get("api")!.revision).toBe(revision);
    expect(await run(await openHouse(store), "api")).toMatchObject({ secrets: { api_key: "s3cr3t" } });
  });

  it("keeps what does not open, for the key that it was sealed with may come back", async () => {
    const { house, sealed } = await inline(Buffer.alloc(32, 8));
    await stored(house, "api", { keep: ["api_key"], title: "API" });
    expect(await run(house, "api")).toMatch(/its secret api_key does not open/);
    expect(await textOf(store, "node_types")).toContain(sealed);
  });

  it("opens nothing that was sealed for a value of its own", async () => {
    const house = await openHouse(store);
    await stored(house, "api", { secrets: { api_key: "s3cr3t" } });
    const [secret] = await store.load("secrets");
    const { sealed } = secret!.value as { sealed: string };
    await write(store, "node_types", "api", (value) => within(value, { secrets: [["api_key", sealed]] }));
    expect(await run(await openHouse(store), "api")).toMatch(/its secret api_key does not open/);
  });
});

/** A stored node type, with other fields. */
function within(value: Json, patch: Record<string, Json>): Json {
  const whole = value as { readonly node_type: Record<string, Json> };
  return { ...whole, node_type: { ...whole.node_type, ...patch } };
}
