import { writing } from "./script.ts";

/**
 * Appends texts to those of their circuit and minute.
 *
 * KEYS: what is recorded, then the recordings of the circuit of each. ARGV, for each: minute, circuit, text.
 */
export const addRecordings = writing(`
local time = redis.call('TIME')
for each = 1, #ARGV / 3 do
  local minute, circuit, text = unpack(ARGV, each * 3 - 2, each * 3)
  redis.call('ZADD', KEYS[1], minute, minute .. ' ' .. circuit)
  redis.call('HSET', KEYS[each + 1], minute, (redis.call('HGET', KEYS[each + 1], minute) or '') .. text)
end
return {time[1], time[2]}
`);

/**
 * Removes recordings.
 *
 * KEYS: what is recorded, then the recordings of the circuit of each. ARGV, for each: minute, circuit.
 */
export const dropRecordings = writing(`
local time = redis.call('TIME')
for each = 1, #ARGV / 2 do
  local minute, circuit = ARGV[each * 2 - 1], ARGV[each * 2]
  redis.call('HDEL', KEYS[each + 1], minute)
  redis.call('ZREM', KEYS[1], minute .. ' ' .. circuit)
end
return {time[1], time[2]}
`);
