import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { api } from "./api.ts";
import { pageIsAlive } from "./page-arrival.ts";
import { type Received, receive, receivedInPage } from "./received.ts";

const me = { kind: "user", name: "ada@acme.io", role: "admin", scopes: ["read"] };
const queryKey = ["me"];
const fetched = () => new Response(JSON.stringify(me), { headers: { etag: '"1"' } });

function poller() {
  const client = new QueryClient();
  const asked: (string | null)[] = [];
  const answer = (response: () => Response) =>
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
      asked.push(new Headers(init.headers).get("if-none-match"));
      return Promise.resolve(response());
    });
  const poll = async (): Promise<Received<unknown>> => {
    const data = await receive(api.me, {}, { client, queryKey, signal: new AbortController().signal });
    client.setQueryData(queryKey, data);
    return data;
  };
  return { poll, answer, asked };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a poll", () => {
  it("asks with the last tag, and keeps the same reply and its moment on a 304", async () => {
    const { poll, answer, asked } = poller();
    answer(fetched);
    const first = await poll();
    answer(() => new Response(null, { status: 304 }));
    const second = await poll();

    expect(asked).toEqual([null, '"1"']);
    expect(second.reply).toBe(first.reply);
    expect(second.receivedAt).toBe(first.receivedAt);
    expect(second.confirmedAt).toBeGreaterThanOrEqual(first.confirmedAt);
  });

  it("asks for everything anew when the reply has become old, as after a sleep", async () => {
    vi.useFakeTimers();
    const { poll, answer, asked } = poller();
    answer(fetched);
    await poll();
    vi.setSystemTime(Date.now() + 60_000);
    await poll();
    expect(asked).toEqual([null, null]);
  });
});

describe("what the server sent along with a page", () => {
  it("counts from the page's first bytes until the page is alive, and then from now", () => {
    const responseStart = performance.now() - 3000;
    vi.spyOn(performance, "getEntriesByType").mockReturnValue([{ responseStart } as PerformanceNavigationTiming]);
    expect(receivedInPage(me).receivedAt).toBeCloseTo(responseStart, -1);
    pageIsAlive();
    expect(receivedInPage(me).receivedAt).toBeCloseTo(performance.now(), -1);
  });
});
