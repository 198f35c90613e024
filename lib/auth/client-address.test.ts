import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["203.0.113.9, 192.0.2.7", "192.0.2.7"],
  ["forged,192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
])("%j is counted as %s", (forwarded, address) => {
  expect(clientAddress(forwarded)).toBe(address);
});

test.each([null, undefined, "", "192.0.2.7,", "localhost", "192.0.2.7:80", "::g"])("%j cannot be told", (forwarded) => {
  expect(clientAddress(forwarded)).toBe("unknown");
});
