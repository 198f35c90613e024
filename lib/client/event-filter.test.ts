import { expect, it } from "vitest";
import { eventFilterFrom, eventSearchOf } from "./event-filter.ts";

it("reads what a URL says and writes the same", () => {
  const filter = eventFilterFrom(new URLSearchParams("kind=opened&circuit=llm%40acme&before=120"));
  expect(filter).toEqual({ kind: "opened", circuit: "llm@acme", before: 120, limit: 50 });
  expect(eventSearchOf(filter)).toBe("?kind=opened&circuit=llm%40acme&before=120");
});

it("leaves out what it does not understand", () => {
  expect(eventFilterFrom(new URLSearchParams("kind=exploded&circuit=+&before=-1"))).toEqual({ limit: 50 });
  expect(eventSearchOf({ kind: "", circuit: "" })).toBe("");
});
