import type { Principal } from "../auth/principal.ts";

/** Who asks, and which request it is. What an operation works on is handed in beside it. */
export interface Caller {
  readonly principal: Principal;
  readonly requestId: string;
}
