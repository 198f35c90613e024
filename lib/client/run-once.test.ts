import { afterEach, describe, expect, it, vi } from "vitest";
import { runOnce } from "./run-once.ts";

const trace = {
  stages: [{ stage: "circuit", result: "permit", ms: 0.1 }],
  outcome: "failure",
  circuit: "api",
  attempts: 1,
  total_ms: 3,
};
const problem = { type: "about:blank", title: "It failed", status: 502, detail: "502", request_id: "r1" };

const answer = (status: number, body: unknown) =>
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(body), { status })));
const run = () => runOnce({ type: "api", body: { input: {} }, budgetSeconds: 1, signal: new AbortController().signal });

afterEach(() => vi.unstubAllGlobals());

describe("running once", () => {
  it("answers the output with its trace", async () => {
    answer(200, { output: { status: 200 }, trace: { ...trace, outcome: "success" } });
    expect(await run()).toMatchObject({ error: null, output: { status: 200 }, trace: { outcome: "success" } });
  });

  it("answers a failure as a result, with what the dependency said", async () => {
    const failure = { code: "node_error", error: "HTTP 502", error_type: "node_error", output: { status: 502 }, trace };
    answer(502, { ...problem, ...failure });
    expect(await run()).toEqual({
      error: { type: "node_error", message: "HTTP 502", retryAfter: null },
      output: { status: 502 },
      trace,
    });
  });

  it("throws where nothing was run", async () => {
    const errors = [{ field: "workspace", message: "an id" }];
    answer(400, { ...problem, status: 400, code: "invalid_request", errors });
    await expect(run()).rejects.toMatchObject({ code: "invalid_request", errors });
  });
});
