import { describe, expect, it } from "vitest";
import { conditionalReply } from "./etag.ts";

const get = (tag?: string) =>
  new Request("http://panel.test/", { headers: tag === undefined ? {} : { "if-none-match": tag } });

const status = (server_time: string, state = "open") => ({
  circuits: [{ state, seconds_until_recovery: 3, seconds_in_state: 9, recovery_at: "2026-01-01T00:00:00.000Z" }],
  server_time,
});

describe("a tag", () => {
  it("does not change with the clock alone", () => {
    const first = conditionalReply(get(), status("a")).headers.get("etag") ?? "";
    expect(first).toMatch(/^W\/"[A-Za-z0-9_-]{22}"$/);
    expect(conditionalReply(get(first), status("b")).status).toBe(304);
    expect(conditionalReply(get(`"other", ${first}`), status("b")).status).toBe(304);
  });

  it("changes with the state, so that a change by time is not hidden", async () => {
    const first = conditionalReply(get(), status("a")).headers.get("etag") ?? "";
    const reply = conditionalReply(get(first), status("b", "half_open"));
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual(status("b", "half_open"));
    expect(reply.headers.get("cache-control")).toBe("private, no-cache");
  });
});
