import { NEED, writing } from "./script.ts";

/**
 * `append_events(keys, arguments, number, latest)`: the first key of the events among KEYS, the first argument of the
 * events among ARGV, the number of the last event, and the latest time of all.
 *
 * KEYS from there: events, events by time, acts by time, acts, then one for each node type.
 * ARGV from there, for each event: its text, its time, 'act' or 'event', its actor or '', its circuit or '', the
 * place of its node type's key among those of node types or '0'.
 *
 * An entry tells the latest time of the events up to it: where that is before what is asked for, no older one matters.
 */
export const APPEND_EVENTS = `
local function may_append(keys)
  return need({
    {'xadd', KEYS[keys], '*', 'e', ''}, {'zadd', KEYS[keys + 1], '0', ''}, {'hset', KEYS[1], 'event', ''},
  })
end
local function append_events(keys, first, number, latest)
  for each = first, #ARGV, 6 do
    local at, sort, actor, circuit, type = ARGV[each + 1], ARGV[each + 2], ARGV[each + 3], ARGV[each + 4], ARGV[each + 5]
    number = number + 1
    if tonumber(at) > latest then latest = tonumber(at) end
    local id = string.format('%.0f-0', number)
    local name = string.format('%.0f %s', number, string.match(circuit, '^[^@]*'))
    redis.call('XADD', KEYS[keys], id, 'e', ARGV[each], 'm', string.format('%.17g', latest))
    if type ~= '0' then redis.call('XADD', KEYS[keys + 3 + type], id, 'n', circuit) end
    if sort == 'act' then
      redis.call('XADD', KEYS[keys + 3], id, 'n', actor)
      redis.call('ZADD', KEYS[keys + 2], at, name)
    else
      redis.call('ZADD', KEYS[keys + 1], at, name)
    end
  end
  redis.call('HSET', KEYS[1], 'event', string.format('%.0f', number), 'latest', string.format('%.17g', latest))
end
`;

/**
 * Appends events that belong to no value.
 *
 * KEYS: meta, then those of the events. ARGV: those of the events.
 * Replies 'done', or 'unborn' where `begin` has to run first.
 */
export const append = writing(`
${NEED}
${APPEND_EVENTS}
local time = redis.call('TIME')
local meta = redis.call('HMGET', KEYS[1], 'event', 'latest')
if not meta[1] then return {time[1], time[2], 'unborn'} end
local refused = may_append(2)
if refused then return refused end
append_events(2, 1, tonumber(meta[1]), tonumber(meta[2]))
return {time[1], time[2], 'done'}
`);
