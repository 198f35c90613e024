import { KEEP_CHANGES, KEEP_CHANGES_MS, REMEMBER_WRITES_MS } from "../../limits.ts";
import { APPEND_EVENTS } from "./append-events.ts";
import { NEED, writing } from "./script.ts";

/**
 * Compares and sets one value, with its change and its events. A value is kept as its version, a line break and its
 * JSON; a version as a number, a blank and the writer's id, encoded. Whatever can be refused is tried before the first
 * write.
 *
 * Each first write in a minute notes the number before it; so what is older than is kept can be told by number.
 *
 * KEYS: meta, the collection, its scope's changes, the remembered write; where there are events, those of the events.
 * ARGV: the value's id, the expected version or '', the writer's id, the JSON or '' to remove it, the collection's
 * name, its scope; then those of the events.
 * Replies 'applied' and the number; 'conflict' and what is there; or 'unborn' where `begin` has to run first.
 */
export const swap = writing(String.raw`
${NEED}
${APPEND_EVENTS}
local meta, collection, changes, remembered = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, expected, writer, json, scope = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[6]

local time = redis.call('TIME')
local counters = redis.call('HMGET', meta, 'number', 'event', 'latest')
if not counters[1] then return {time[1], time[2], 'unborn'} end
local stored = redis.call('HGET', collection, id)
local present = stored and string.match(stored, '^[^\n]*') or ''
local repeated = redis.call('GET', remembered)
if repeated then return {time[1], time[2], 'applied', repeated} end
if expected ~= present then return {time[1], time[2], 'conflict', stored} end

local refused = need({
  {'xadd', changes, '*', 'v', ''}, {'hset', meta, 'number', ''}, {'hsetnx', meta, 'number', ''},
  {'hset', collection, id, ''}, {'hdel', collection, id}, {'set', remembered, ''},
  {'hgetall', meta}, {'hdel', meta, 'number'}, {'xtrim', changes, 'MINID', '0'},
}) or (#KEYS > 4 and may_append(5))
if refused then return refused end

local number = tonumber(counters[1]) + 1
local text = string.format('%.0f', number)
local version = text .. ' ' .. writer
redis.call('XADD', changes, 'MAXLEN', '~', ${KEEP_CHANGES}, text .. '-0',
  'w', writer, 'c', ARGV[5], 'i', id, 'v', json)
redis.call('HSET', meta, 'number', text, 'last', version)
if scope == 'engine' then redis.call('HSET', meta, 'engine', version) end
if json == '' then
  redis.call('HDEL', collection, id)
else
  redis.call('HSET', collection, id, version .. '\n' .. json)
end
redis.call('SET', remembered, text, 'PX', ${REMEMBER_WRITES_MS})
if #KEYS > 4 then append_events(5, 7, tonumber(counters[2]), tonumber(counters[3])) end

local minute = math.floor(time[1] / 60)
if redis.call('HSETNX', meta, scope .. ':' .. minute, counters[1]) == 1 then
  local fields, from = redis.call('HGETALL', meta), 0
  for each = 1, #fields, 2 do
    local noted = tonumber(string.match(fields[each], '^' .. scope .. ':(%d+)$'))
    if noted and (noted > minute or noted <= minute - ${KEEP_CHANGES_MS / 60_000}) then
      redis.call('HDEL', meta, fields[each])
      if noted < minute then from = math.max(from, fields[each + 1] + 1) end
    end
  end
  if from > 0 then redis.call('XTRIM', changes, 'MINID', '~', string.format('%.0f', from)) end
end
return {time[1], time[2], 'applied', text}
`);
