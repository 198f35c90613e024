import { randomBytes } from "node:crypto";

/**
 * Makes ids that no other maker makes: 72 random bits of its own, and a count. Every write of a circuit needs one, and
 * random UUIDs would be a noticeable part of what a failure costs.
 */
export function idMaker(): () => string {
  const own = randomBytes(9).toString("base64url");
  let count = 0;
  return () => {
    count += 1;
    return `${own}${count}`;
  };
}
