import { type LookupAddress, type LookupAllOptions, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { isRefusedAddress } from "./addresses.ts";

/** Milliseconds until a connection that is not there is given up; the execution's budget may end it earlier. */
const CONNECT_TIMEOUT_MS = 10_000;

/** A connection was refused by us, because of where it leads. */
export class AddressRefused extends Error {
  readonly code = "ERR_ADDRESS_REFUSED";

  constructor(address: string) {
    super(`address ${address} is link-local or tells about the machine: nothing is sent there`);
    this.name = "AddressRefused";
  }
}

type Resolve = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves names inside the connection, so that the address that is checked is the one that is connected to: a name
 * that resolves differently a moment later gains nothing.
 */
export function checkedLookup(resolve: Resolve = lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, []);
      const allowed = addresses.filter(({ address }) => !isRefusedAddress(address));
      const [first] = allowed;
      if (first === undefined) return done(new AddressRefused(addresses[0]?.address ?? host), []);
      if (options.all === true) return done(null, allowed);
      return done(null, first.address, first.family);
    });
  };
}

/** Opens connections to whatever is allowed. */
export function checkedConnector(): buildConnector.connector {
  const connect = buildConnector({ lookup: checkedLookup(), timeout: CONNECT_TIMEOUT_MS, allowH2: false });
  return (options, done) => {
    // An address in the URL is never looked up.
    if (isRefusedAddress(options.hostname)) done(new AddressRefused(options.hostname), null);
    else connect(options, done);
  };
}
