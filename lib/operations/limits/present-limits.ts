import type { LimitsReply } from "../../contracts/limits.ts";
import type { Services } from "../context.ts";

/** The rate limits as the API shows them. */
export function presentLimits({ held }: Services["limits"]): LimitsReply {
  return { ...held.value, revision: held.revision };
}
