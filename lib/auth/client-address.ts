import { isIPv4, isIPv6 } from "node:net";

/** What addresses that cannot be told are counted under: together. */
const UNKNOWN = "unknown";

/**
 * Where a request comes from, as far as attempts are counted by it. The last entry of `X-Forwarded-For` is the one
 * that the server itself, or the proxy right before it, has added; those before it are what the client says. An IPv6
 * address counts as its /64: one subscriber has all of that.
 */
export function clientAddress(forwardedFor: string | null | undefined): string {
  const last =
    forwardedFor
      ?.split(",")
      .at(-1)
      ?.trim()
      .replace(/^::ffff:(?=[0-9.]+$)/i, "") ?? "";
  if (isIPv4(last)) return last;
  return isIPv6(last) ? networkOf(last) : UNKNOWN;
}

function networkOf(address: string): string {
  const [head = "", tail] = new URL(`http://[${address.split("%")[0]}]`).hostname.slice(1, -1).split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail?.split(":").filter(Boolean) ?? [];
  const gap = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return `${[...before, ...gap, ...after].slice(0, 4).join(":")}::/64`;
}
