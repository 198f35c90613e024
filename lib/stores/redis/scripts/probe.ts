import { writing } from "./script.ts";

/**
 * Writes what nobody reads and what is soon gone.
 *
 * KEYS: the probe.
 */
export const probe = writing(`
local time = redis.call('TIME')
redis.call('SET', KEYS[1], '', 'PX', 1000)
return {time[1], time[2]}
`);
