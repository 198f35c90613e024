import { afterEach, describe, expect, it } from "vitest";
import { DEPENDENCIES, type Dependency } from "./schedule.ts";
import { pathOf, startUpstream, type Upstream } from "./upstream.ts";

let upstream: Upstream | undefined;

afterEach(() => upstream?.close());

/** An upstream that stands still at one moment of the show and answers as fast as it may. */
async function at(seconds: number) {
  upstream = await startUpstream({ seconds: () => seconds, random: () => 0 });
  const { origin } = upstream;
  return (dependency: Dependency, signal?: AbortSignal) =>
    fetch(origin + pathOf(dependency), { method: "POST", body: "{}", ...(signal ? { signal } : {}) });
}

describe("the upstream", () => {
  it("answers for every dependency", async () => {
    const call = await at(0);
    const replies = await Promise.all(DEPENDENCIES.map((dependency) => call(dependency)));
    expect(replies.map((reply) => reply.status)).toEqual(DEPENDENCIES.map(() => 200));
  });

  it("fails as real things do: with a proxy's words, or a provider's", async () => {
    const call = await at(21);
    const refused = await call("llm.completions-acme");
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({ message: expect.stringContaining("API key") });
  });

  it("says 503 while payments are down", async () => {
    const call = await at(8);
    const down = await call("payments.charge");
    expect([down.status, await down.text()]).toEqual([503, expect.stringContaining("upstream connect error")]);
  });

  it("leaves a caller waiting while mail hangs, until the caller gives up", async () => {
    const call = await at(40);
    const patience = new AbortController();
    const waiting = call("smtp.relay", patience.signal);
    // Answered after the hanging call arrived, so that it had its chance.
    await call("search.query");
    patience.abort();
    await expect(waiting).rejects.toThrow("aborted");
  });

  it("does not know other paths", async () => {
    await at(0);
    expect((await fetch(`${upstream?.origin}/nothing`)).status).toBe(404);
  });

  it("closes with calls in flight", async () => {
    const call = await at(40);
    const waiting = expect(call("smtp.relay")).rejects.toThrow();
    await call("search.query");
    await upstream?.close();
    await waiting;
    upstream = undefined;
  });
});
