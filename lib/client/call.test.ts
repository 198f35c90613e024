import { afterEach, describe, expect, it, vi } from "vitest";
import { api } from "./api.ts";
import { ApiError } from "./api-error.ts";
import { addressOf, call } from "./call.ts";

const answer = (body: unknown, init?: ResponseInit) =>
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(body), init)));

const failureOf = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error("expected an ApiError");
};

afterEach(() => vi.unstubAllGlobals());

describe("an address", () => {
  it("fills in parameters, escaped, and leaves out what is empty", () => {
    expect(addressOf("/api/nodes/{type}", { type: "a b/c" }, { q: "", state: undefined, limit: 5 })).toBe(
      "/api/nodes/a%20b%2Fc?limit=5",
    );
  });
});

describe("a call", () => {
  it("answers what the contract says", async () => {
    answer({ kind: "user", name: "ada@acme.io", role: "admin", scopes: ["read"] });
    expect(await call(api.me)).toEqual({ kind: "user", name: "ada@acme.io", role: "admin", scopes: ["read"] });
  });

  it("understands a problem: code, fields, and when to come back", async () => {
    const problem = { type: "about:blank", title: "Bad", status: 429, detail: "Wait.", code: "too_many_attempts" };
    answer(
      { ...problem, request_id: "r1", errors: [{ field: "reason", message: "too long" }] },
      { status: 429, headers: { "retry-after": "30" } },
    );
    const error = await failureOf(call(api.me));
    expect(error).toMatchObject({ code: "too_many_attempts", status: 429, retryAfter: 30, requestId: "r1" });
    expect(error.errorOf("reason")).toBe("too long");
    expect(error.errorOf("name")).toBeNull();
  });

  it("keeps the status of an error that is no problem document", async () => {
    answer("<html>", { status: 502 });
    expect(await failureOf(call(api.me))).toMatchObject({ code: "unexpected_reply", status: 502 });
  });

  it("refuses an answer that breaks the contract", async () => {
    answer({ kind: "user" });
    expect(await failureOf(call(api.me))).toMatchObject({ code: "unreadable_reply" });
  });

  it("says that the server cannot be reached", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await failureOf(call(api.me))).toMatchObject({ code: "unreachable", status: 0 });
  });
});
