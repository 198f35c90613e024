import { expect, test } from "vitest";
import { isRefusedAddress } from "./addresses.ts";

test.each([
  "169.254.169.254",
  "169.254.0.1",
  "100.100.100.200",
  "168.63.129.16",
  "192.0.0.192",
  "fe80::1",
  "febf::1",
  "fe80::1%eth0",
  "fd00:ec2::254",
  "FD00:0EC2::23",
  "fd20:ce::254",
  "::ffff:169.254.169.254",
  "::ffff:a9fe:a9fe",
  "::169.254.169.254",
  "64:ff9b::a9fe:a9fe",
  "2002:a9fe:a9fe::1",
  "::ffff:0:a9fe:a9fe",
])("refuses %s", (address) => {
  expect(isRefusedAddress(address)).toBe(true);
});

test.each([
  "127.0.0.1",
  "::1",
  "10.0.0.1",
  "192.168.1.1",
  "172.16.0.1",
  "fd12:3456::1",
  "93.184.215.14",
  "2606:2800::1",
  "169.253.255.255",
  "100.100.100.201",
  "::ffff:127.0.0.1",
  "64:ff9b::7f00:1",
  "localhost",
  "",
])("allows %o", (address) => {
  expect(isRefusedAddress(address)).toBe(false);
});
