import { reading } from "./script.ts";

/**
 * What was written after a place in the order of writes. The entry of that place has to be there still, and of the same
 * writer: a server that lost its last writes gives their numbers to others. Only the last one may be gone, where somebody
 * has removed them all: nothing was missed then.
 *
 * KEYS: meta, the engine's changes, and the panel's where the caller may read them.
 * ARGV: incarnation, number and writer of the place; how many of each scope at most.
 * Replies 'unborn' where `begin` has to run first; else 'known' or 'unknown', the incarnation, the last change that
 * the caller may see (its number, a blank, its writer), and the entries of each scope.
 */
export const changes = reading(`
local time = redis.call('TIME')
local meta = redis.call('HMGET', KEYS[1], 'incarnation', 'last', 'engine')
if not meta[1] then return {time[1], time[2], 'unborn'} end
local last = KEYS[3] and meta[2] or meta[3]

local id = ARGV[2] .. '-0'
local entry
if ARGV[1] == meta[1] then
  for each = 2, #KEYS do entry = entry or redis.call('XRANGE', KEYS[each], id, id)[1] end
end
local isLast = ARGV[1] == meta[1] and ARGV[2] .. ' ' .. ARGV[3] == last
if not isLast and not (entry and entry[2][2] == ARGV[3]) then return {time[1], time[2], 'unknown', meta[1], last} end

local reply = {time[1], time[2], 'known', meta[1], last}
for each = 2, #KEYS do
  reply[#reply + 1] = redis.call('XRANGE', KEYS[each], '(' .. id, '+', 'COUNT', ARGV[4])
end
return reply
`);
