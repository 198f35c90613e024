import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { CircuitEvent } from "../breaker/index.ts";
import { createEngine } from "./create-engine.ts";
import type { Engine } from "./engine.ts";
import { ignore } from "./index.ts";
import type { EngineOptions } from "./options.ts";

let engine: Engine;
afterEach(() => engine?.close());

async function start(options: EngineOptions = {}) {
  engine = await createEngine({ instance: "orders-1", logger: null, ...options });
}

const refused = () => Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));

describe("an engine without a store", () => {
  it("answers what the function answers, whether that comes at once or later", async () => {
    await start();
    expect(await engine.protect("at_once", (input: number) => input + 1)(1)).toEqual({ output: 2 });
    expect(await engine.protect("later", async (input: number) => input + 1)(2)).toEqual({ output: 3 });
  });

  it("stops calling a function that keeps failing, and says how long", async () => {
    await start();
    let calls = 0;
    const call = engine.protect("flaky", () => {
      calls += 1;
      throw new Error("no");
    });
    for (let each = 0; each < 5; each++) expect(await call()).toMatchObject({ error: "no", error_type: "node_error" });
    expect(await call()).toMatchObject({ error_type: "circuit_breaker", retry_after: 300 });
    expect(calls).toBe(5);
    expect(engine.status("flaky")).toMatchObject({ id: "flaky", state: "open", lastError: { message: "no" } });
  });

  it("calls it again after a reset, which tells what it was", async () => {
    await start();
    const call = engine.protect("flaky", refused, { policy: { failure_threshold: 1 } });
    await call();
    expect(await engine.reset("flaky", { reason: "mended" })).toEqual({ changed: true, previousState: "open" });
    expect(await engine.reset("flaky", { to: "half_open" })).toEqual({ changed: false, previousState: "closed" });
    expect(await call()).toMatchObject({ error_type: "node_error" });
  });

  it("tells of what happens to a circuit, and goes on where whoever is told throws", async () => {
    const told: [string, CircuitEvent["kind"]][] = [];
    await start({
      namespace: "orders",
      onEvent(circuit, { kind }) {
        told.push([circuit, kind]);
        throw new Error("a mistake");
      },
    });
    await engine.protect("api", refused, { policy: { failure_threshold: 1 } })();
    await engine.reset("api");
    expect(told).toEqual([
      ["orders.api", "opened"],
      ["orders.api", "reset"],
    ]);
  });

  it("retries what another attempt can help, by the code of the error or of its cause", async () => {
    await start();
    let calls = 0;
    const call = engine.protect(
      "api",
      () => {
        calls += 1;
        if (calls === 1)
          throw new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "EPIPE" }) });
        return "done";
      },
      { policy: { retry: { max_retries: 1, base_seconds: 0 } } },
    );
    expect(await call()).toEqual({ output: "done" });
    expect(calls).toBe(2);
  });

  it("answers at the end of its budget, and aborts the function's signal", async () => {
    await start();
    let seen: AbortSignal | undefined;
    const hang = (_: unknown, { signal }: { signal: AbortSignal }) => {
      seen = signal;
      return sleep(60_000, "late", { signal });
    };
    const result = await engine.protect("slow", hang, { policy: { timeout_seconds: 0.05 } })({});
    expect(result).toMatchObject({ error_type: "timeout" });
    expect(seen?.aborted).toBe(true);
  });

  it("counts nothing against the circuit where the caller calls off", async () => {
    await start();
    const call = engine.protect("slow", (_: unknown, { signal }) => sleep(60_000, "late", { signal }), {
      policy: { failure_threshold: 1 },
    });
    const stop = new AbortController();
    const answer = call({}, { signal: stop.signal });
    stop.abort();
    expect(await answer).toMatchObject({ error_type: "cancelled" });
    expect(engine.status("slow")).toMatchObject({ state: "closed", consecutiveFailures: 0 });
  });

  it("counts nothing against the circuit where the function says that the error says nothing about it", async () => {
    await start();
    const call = engine.protect("orders", () => Promise.reject(ignore(new Error("no such order"))));
    expect(await call()).toMatchObject({ error: "no such order", error_type: "node_error" });
    expect(engine.status("orders")).toMatchObject({ consecutiveFailures: 0 });
  });

  it("keeps callers' failures apart where the policy says so", async () => {
    await start();
    const call = engine.protect("llm", (_: string) => Promise.reject(new Error("429")), {
      policy: { scope: "workspace", failure_threshold: 1 },
      classify: () => ({ blame: "caller", group: "429" }),
    });
    await call("hello", { workspace: "acme" });
    expect(await call("hello", { workspace: "acme" })).toMatchObject({ error_type: "circuit_breaker" });
    expect(await call("hello", { workspace: "globex" })).toMatchObject({ error_type: "node_error" });
    expect(engine.status("llm", { workspace: "acme" })).toMatchObject({ state: "open" });
    expect(engine.status("llm")).toMatchObject({ state: "closed" });
    expect(engine.status("llm", { workspace: "initech" })).toBeNull();
  });

  it("refuses a caller whose name cannot be one, without calling", async () => {
    await start();
    const call = engine.protect("llm", () => "called");
    expect(await call({}, { workspace: "a b" })).toMatchObject({ error_type: "invalid_input" });
  });

  it("says what each stage did where that is asked for", async () => {
    await start();
    const { trace } = await engine.protect("api", () => "done")({}, { trace: true });
    expect(trace).toMatchObject({ outcome: "success", circuit: "api", attempts: 1 });
  });

  it("still calls after it was closed, and protects nothing more", async () => {
    await start();
    const call = engine.protect("api", () => "done");
    await engine.close();
    expect(await call()).toEqual({ output: "done" });
    expect(() => engine.protect("other", () => "done")).toThrow(expect.objectContaining({ code: "closed" }));
  });
});

describe("a mistake in the code that uses the engine is told at once", () => {
  it.each([
    [{ redis: "http://user:s3cret@127.0.0.1" }, "redis"],
    [{ instance: "a b" }, "instance"],
    [{ prefix: "bp" }, "prefix"],
    [{ url: "redis://127.0.0.1" }, "url"],
    [{ logger: {} }, "logger"],
  ])("createEngine(%j) names %s and repeats no secret", async (options, wrong) => {
    const made = createEngine(options as EngineOptions);
    await expect(made).rejects.toThrow(expect.objectContaining({ code: "invalid_options" }));
    await expect(made).rejects.toThrow(wrong);
    await expect(made).rejects.not.toThrow("s3cret");
  });

  it.each([
    [{ policy: { failure_treshold: 3 } }, "failure_treshold"],
    [{ policy: { timeout_seconds: -1 } }, "policy.timeout_seconds"],
    [{ classify: "failure" }, "classify"],
    [{ tittle: "A" }, "tittle"],
  ])("protect with %j names %s", async (options, wrong) => {
    await start();
    expect(() => engine.protect("api", () => "done", options as object)).toThrow(wrong);
    expect(() => engine.status("api")).toThrow(expect.objectContaining({ code: "not_protected" }));
  });

  it.each(["", "__proto__", "a b", ".hidden", "a".repeat(58)])("protect names %j as no name", async (name) => {
    await start({ namespace: "orders" });
    const protect = () => engine.protect(name, () => "done");
    expect(protect).toThrow(expect.objectContaining({ code: "invalid_name" }));
    expect(protect).toThrow(`orders.${name}`);
  });

  it("a name is for one function", async () => {
    await start();
    engine.protect("api", () => "done");
    expect(() => engine.protect("api", () => "other")).toThrow(expect.objectContaining({ code: "name_taken" }));
  });
});
