import { describe, expect, it, test } from "vitest";
import * as z from "zod";
import { api as contract } from "../contracts/api.ts";
import { api, isReplyOf } from "./api.ts";

/** What a reply has to have, by its contract. */
function fieldsOf(reply: z.ZodType | null): string {
  if (!(reply instanceof z.ZodObject)) throw new Error("a reply that is no object");
  return Object.entries(reply.shape as Record<string, z.ZodType>)
    .filter(([, field]) => !field.safeParse(undefined).success)
    .map(([name, field]) => (field instanceof z.ZodArray ? `${name}[]` : name))
    .join(" ");
}

test.each(Object.values(api))("the browser calls $name as its contract says", ({ name, method, path, fields }) => {
  const spec = contract[name];
  expect({ method, path, fields }).toEqual({ method: spec.method, path: spec.path, fields: fieldsOf(spec.reply) });
});

describe("a reply", () => {
  const events = { events: [], next_before: null };

  it("is one with all that its contract asks for, and whatever else", () => {
    expect(isReplyOf(api.listEvents, { ...events, more: 1 })).toBe(true);
  });

  it.each([null, "text", [], { events: [] }, { ...events, events: {} }, { error: "no route" }])(
    "is not %j",
    (reply) => {
      expect(isReplyOf(api.listEvents, reply)).toBe(false);
    },
  );
});
