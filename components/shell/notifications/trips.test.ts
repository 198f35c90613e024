import { expect, it } from "vitest";
import { tripNotice, tripsBetween } from "./trips.ts";

const states = (text: string) =>
  text.split(" ").map((each) => {
    const [circuit = "", state = ""] = each.split("=");
    return { circuit, state: state as "open" | "closed" | "half_open" };
  });

it("takes what is open at the first look for known", () => {
  expect(tripsBetween(null, states("a=open"))).toEqual([]);
});

it("finds what opened, also where it is half-open already", () => {
  expect(tripsBetween(states("a=closed b=closed c=open"), states("a=open b=half_open c=open"))).toEqual(["a", "b"]);
});

it("does not tell of an outage that goes on", () => {
  expect(tripsBetween(states("a=half_open"), states("a=open"))).toEqual([]);
});

it("tells of a circuit that was on a later page while it was closed", () => {
  expect(tripsBetween(states("a=closed"), states("z=open a=closed"))).toEqual(["z"]);
});

it("says several trips in one notification", () => {
  expect(tripNotice(["a"]).title).toBe("a has opened");
  expect(tripNotice(["a", "b"])).toEqual({ title: "2 circuits have opened", body: "a\nb" });
  expect(tripNotice(["a", "b", "c", "d", "e", "f", "g"]).body).toBe("a\nb\nc\nd\ne\nand 2 more");
});
