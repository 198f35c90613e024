import { reading } from "./script.ts";

/**
 * The events with the numbers that are asked for, as entries of the stream; one that is gone is left out.
 *
 * KEYS: events. ARGV: numbers.
 */
export const readEvents = reading(`
local time = redis.call('TIME')
local entries = {}
for _, number in ipairs(ARGV) do
  entries[#entries + 1] = redis.call('XRANGE', KEYS[1], number .. '-0', number .. '-0')[1]
end
return {time[1], time[2], entries}
`);
