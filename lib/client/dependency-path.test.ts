import { expect, test } from "vitest";
import { dependencyOf, dependencyPath, NEW_DEPENDENCY_PATH } from "./dependency-path.ts";

const segmentOf = (type: string) => dependencyPath(type).split("/").at(-1) ?? "";

test.each(["external_api", "orders.payments", "new", "new.one"])("%s has a page of its own", (type) => {
  expect(dependencyPath(type)).not.toBe(NEW_DEPENDENCY_PATH);
  expect(dependencyOf(segmentOf(type))).toBe(type);
  expect(dependencyOf(encodeURIComponent(segmentOf(type)))).toBe(type);
});
