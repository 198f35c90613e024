import type { LookupAddress } from "node:dns";
import { expect, test } from "vitest";
import { checkedLookup } from "./connector.ts";

/** Looks a name up that resolves to these addresses. */
function look(addresses: readonly string[], all: boolean): Promise<unknown> {
  const found = addresses.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 }));
  const lookup = checkedLookup((_, __, done) => done(null, found));
  return new Promise((resolve, reject) => {
    lookup("example.com", { all }, (error, address, family) => {
      if (error !== null) reject(error);
      else resolve(all ? address : [address, family]);
    });
  });
}

test("gives the addresses of a name", async () => {
  expect(await look(["10.0.0.1", "::1"], true)).toEqual([
    { address: "10.0.0.1", family: 4 },
    { address: "::1", family: 6 },
  ]);
  expect(await look(["10.0.0.1", "::1"], false)).toEqual(["10.0.0.1", 4]);
});

test("leaves out the addresses that are refused", async () => {
  expect(await look(["169.254.169.254", "10.0.0.1"], false)).toEqual(["10.0.0.1", 4]);
  expect(await look(["fe80::1", "10.0.0.1"], true)).toEqual([{ address: "10.0.0.1", family: 4 }]);
});

test.each([[true], [false]])("fails where a name has no other address (all: %s)", async (all) => {
  await expect(look(["169.254.169.254"], all)).rejects.toMatchObject({ code: "ERR_ADDRESS_REFUSED" });
});

test("hands on what the resolver says", async () => {
  const failure = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
  const lookup = checkedLookup((_, __, done) => done(failure, []));
  const error = await new Promise((resolve) => lookup("nowhere.invalid", {}, resolve));
  expect(error).toBe(failure);
});
