import { reading } from "./script.ts";

/** Replies the server's time alone. */
export const ping = reading(`
return redis.call('TIME')
`);
