import { BlockList, isIP } from "node:net";

/**
 * Where machines tell programs about themselves, credentials included: link-local addresses, and those that clouds
 * use beside them. Loopback and private networks are not among them: an admin may name those.
 */
const REFUSED_IPV4: readonly (readonly [address: string, prefix: number])[] = [
  ["169.254.0.0", 16],
  // Alibaba Cloud, Azure, Oracle Cloud.
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
  ["192.0.0.192", 32],
];
const REFUSED_IPV6: readonly (readonly [address: string, prefix: number])[] = [
  ["fe80::", 10],
  // AWS, Google Cloud.
  ["fd00:ec2::", 32],
  ["fd20:ce::254", 128],
];

const refused = new BlockList();
for (const [address, prefix] of REFUSED_IPV6) refused.addSubnet(address, prefix, "ipv6");
for (const [address, prefix] of REFUSED_IPV4) {
  // This covers `::ffff:` too.
  refused.addSubnet(address, prefix, "ipv4");
  const groups = toGroups(address);
  // What else carries an IPv4 address in an IPv6 one: NAT64, 6to4, "IPv4-compatible" and "IPv4-translated".
  refused.addSubnet(`64:ff9b::${groups}`, 96 + prefix, "ipv6");
  refused.addSubnet(`2002:${groups}::`, 16 + prefix, "ipv6");
  refused.addSubnet(`::${groups}`, 96 + prefix, "ipv6");
  refused.addSubnet(`::ffff:0:${groups}`, 96 + prefix, "ipv6");
}

/** Whether nothing may be sent to this address. What is not an address is not refused here, but where it resolves. */
export function isRefusedAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && refused.check(address, family === 6 ? "ipv6" : "ipv4");
}

function toGroups(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split(".").map(Number);
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}
