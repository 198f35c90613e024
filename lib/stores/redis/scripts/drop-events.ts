import { writing } from "./script.ts";

/**
 * Removes events, and at last their names, so that one that was interrupted is found again.
 *
 * KEYS: events, their names by time, acts, then one for each node type.
 * ARGV, for each event: its name by time, its number, the place of its node type's key or '0'.
 */
export const dropEvents = writing(`
local time = redis.call('TIME')
for each = 1, #ARGV, 3 do
  local id, type = ARGV[each + 1] .. '-0', ARGV[each + 2]
  redis.call('XDEL', KEYS[1], id)
  redis.call('XDEL', KEYS[3], id)
  if type ~= '0' then redis.call('XDEL', KEYS[3 + type], id) end
  redis.call('ZREM', KEYS[2], ARGV[each])
end
for each = 3, #KEYS do
  if redis.call('XLEN', KEYS[each]) == 0 then redis.call('DEL', KEYS[each]) end
end
return {time[1], time[2]}
`);
