import { writing } from "./script.ts";

/**
 * Adds counts to those of their circuit and minute, number by number; a list that is shorter has nothing in the rest.
 *
 * KEYS: hours, then for each of the counts the circuits of its hour and the counts of its circuit in it.
 * ARGV, for each: hour, circuit, minute, the numbers with commas between them.
 */
export const addCounts = writing(`
local function sum(one, other)
  local sums, place = {}, 0
  for number in string.gmatch(one, '[^,]+') do sums[#sums + 1] = tonumber(number) end
  for number in string.gmatch(other, '[^,]+') do
    place = place + 1
    sums[place] = (sums[place] or 0) + tonumber(number)
  end
  return table.concat(sums, ',')
end

local time = redis.call('TIME')
for each = 1, #ARGV / 4 do
  local circuits, counts = KEYS[each * 2], KEYS[each * 2 + 1]
  local hour, circuit, minute, numbers = unpack(ARGV, each * 4 - 3, each * 4)
  redis.call('ZADD', KEYS[1], hour, hour)
  redis.call('SADD', circuits, circuit)
  local kept = redis.call('HGET', counts, minute)
  redis.call('HSET', counts, minute, kept and sum(kept, numbers) or numbers)
end
return {time[1], time[2]}
`);

/**
 * Removes the counts of an hour that are older than a minute.
 *
 * KEYS: hours, the circuits of the hour, then the counts of some of them. ARGV: hour, minute, then those circuits.
 */
export const dropCounts = writing(`
local time = redis.call('TIME')
for each = 3, #KEYS do
  for _, minute in ipairs(redis.call('HKEYS', KEYS[each])) do
    if tonumber(minute) < tonumber(ARGV[2]) then redis.call('HDEL', KEYS[each], minute) end
  end
  if redis.call('EXISTS', KEYS[each]) == 0 then redis.call('SREM', KEYS[2], ARGV[each]) end
end
if redis.call('EXISTS', KEYS[2]) == 0 then redis.call('ZREM', KEYS[1], ARGV[1]) end
return {time[1], time[2]}
`);
