import { writing } from "./script.ts";

/**
 * Makes what every change and event is numbered by, where there is nothing: at first, and after the server has lost
 * all. Changes are numbered from the server's time in milliseconds on, so that no number of an earlier incarnation is
 * given again. The first entry of the changes is this beginning: a cursor always stands on an entry.
 *
 * KEYS: meta, the engine's changes, events, and the panel's changes where the caller may touch them.
 * ARGV: the name of the incarnation.
 */
export const begin = writing(`
local time = redis.call('TIME')
if redis.call('EXISTS', KEYS[1]) == 1 then return {time[1], time[2]} end

local event = 0
if redis.call('EXISTS', KEYS[3]) == 1 then
  local info = redis.call('XINFO', 'STREAM', KEYS[3])
  for each = 1, #info, 2 do
    if info[each] == 'last-generated-id' then event = string.match(info[each + 1], '^%d+') end
  end
end
local start = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local last = start .. ' ' .. ARGV[1]

redis.call('DEL', KEYS[2])
if KEYS[4] then redis.call('DEL', KEYS[4]) end
redis.call('XADD', KEYS[2], start .. '-0', 'w', ARGV[1], 'c', '', 'i', '', 'v', '')
redis.call('HSET', KEYS[1], 'incarnation', ARGV[1], 'number', start, 'last', last, 'engine', last,
  'event', event, 'latest', '-1e300')
return {time[1], time[2]}
`);
