import { describe, expect, it } from "vitest";
import * as z from "zod";
import { OperationError } from "../operations/errors.ts";
import { BodyTooLarge, bodyOf, MAX_BODY_BYTES, parseWith, queryOf } from "./parse.ts";

const post = (body: BodyInit) => new Request("http://panel.test/", { method: "POST", body });

async function errorsOf(work: () => unknown): Promise<OperationError["errors"]> {
  try {
    await work();
  } catch (error) {
    if (error instanceof OperationError) return error.errors;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a body", () => {
  it("may be missing or blank", async () => {
    expect(await bodyOf(new Request("http://panel.test/", { method: "POST" }))).toBeUndefined();
    expect(await bodyOf(post(" \n"))).toBeUndefined();
  });

  it("is JSON whatever its content type says", async () => {
    const request = new Request("http://panel.test/", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: '{"reason":"service is back"}',
    });
    expect(await bodyOf(request)).toEqual({ reason: "service is back" });
  });

  it.each(['{"a":', "{'a':1}", "a=1", '{"a":NaN}', "\u0000"])("that is not JSON is refused: %j", async (body) => {
    expect(await errorsOf(() => bodyOf(post(body)))).toEqual([{ field: "body", message: "is not valid JSON" }]);
  });

  it("that is not UTF-8 is refused", async () => {
    const errors = await errorsOf(() => bodyOf(post(new Uint8Array([0x22, 0xff, 0x22]))));
    expect(errors).toEqual([{ field: "body", message: "is not valid UTF-8" }]);
  });

  it("with a key __proto__ is refused at any depth", async () => {
    const errors = await errorsOf(() => bodyOf(post('{"a":[{"__proto__":{"admin":true}}]}')));
    expect(errors).toMatchObject([{ field: "__proto__" }]);
  });

  it("over the limit is read to its end where that is near, so that the connection can go on", async () => {
    const whole = new Uint8Array(MAX_BODY_BYTES + 1000).fill(0x20);
    let isRead = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isRead) controller.close();
        else controller.enqueue(whole);
        isRead = true;
      },
      cancel() {
        throw new Error("the rest was not read");
      },
    });
    const request = new Request("http://panel.test/", { method: "POST", body, duplex: "half" } as RequestInit);
    await expect(bodyOf(request)).rejects.toBeInstanceOf(BodyTooLarge);
  });

  it("over the limit is refused before all of it is read", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const request = new Request("http://panel.test/", { method: "POST", body: endless, duplex: "half" } as RequestInit);
    await expect(bodyOf(request)).rejects.toBeInstanceOf(BodyTooLarge);
    expect(sent).toBeLessThan(MAX_BODY_BYTES * 3);
  });
});

describe("a query", () => {
  it("is read by name", () => {
    expect(queryOf(new URL("http://panel.test/?state=open&limit=10"))).toEqual({ state: "open", limit: "10" });
  });

  it("with a parameter given twice, or named __proto__, is refused", async () => {
    expect(await errorsOf(() => queryOf(new URL("http://panel.test/?q=a&q=b")))).toMatchObject([{ field: "q" }]);
    expect(await errorsOf(() => queryOf(new URL("http://panel.test/?__proto__=1")))).toMatchObject([
      { field: "__proto__" },
    ]);
  });
});

describe("what does not fit a schema", () => {
  const schema = z.strictObject({ policy: z.strictObject({ failure_threshold: z.int().min(1) }) });

  it("is named field by field, with its path", async () => {
    const value = { policy: { failure_threshold: 0, speed: 1 }, colour: "red" };
    const errors = await errorsOf(() => parseWith(schema, value, "body"));
    expect(errors.map(({ field }) => field)).toEqual(["policy.failure_threshold", "policy.speed", "colour"]);
  });

  it("as a whole is named by what it is", async () => {
    expect(await errorsOf(() => parseWith(schema, [], "body"))).toMatchObject([{ field: "body" }]);
  });

  it("is not repeated at length", async () => {
    const [error] = await errorsOf(() => parseWith(schema, { ["x".repeat(1_000_000)]: 1 }, "body"));
    expect(error?.field.length).toBeLessThanOrEqual(80);
  });
});
