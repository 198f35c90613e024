import { expect, it } from "vitest";
import { csvRecord } from "./csv.ts";

it("ends a record as RFC 4180 asks, and quotes only what needs it", () => {
  expect(csvRecord(["a", 7, null, "b c"])).toBe("a,7,,b c\r\n");
  expect(csvRecord(['say "yes", now', "two\nlines", "a\rb"])).toBe('"say ""yes"", now","two\nlines","a\rb"\r\n');
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])("makes text of what %j would calculate", (cell) => {
  const [written = ""] = csvRecord([cell]).split(/\r\n$/);
  expect(written.replace(/^"/, "").startsWith(`'${cell[0]}`)).toBe(true);
});

it("leaves figures figures", () => {
  expect(csvRecord([-1])).toBe("-1\r\n");
});
