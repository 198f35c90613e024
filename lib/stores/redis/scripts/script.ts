import { createHash } from "node:crypto";

/**
 * A Lua script. It runs by the digest of its text, and by the text where the server does not know it. Each starts with
 * a line of flags: with it, a server that would refuse a write (it is full, a replica, its disk fails, its replicas are
 * gone) refuses the script before its first line. Each replies with the server's time, seconds and microseconds, first.
 */
export interface Script {
  readonly text: string;
  readonly sha: string;
  /** Whether it writes: where its reply is lost, what it did is unknown. */
  readonly isWrite: boolean;
}

/** A script that writes. */
export function writing(body: string): Script {
  return script(`#!lua\n${body}`, true);
}

/** A script that only reads; a replica, or a full server, runs it as well. */
export function reading(body: string): Script {
  return script(`#!lua flags=no-writes\n${body}`, false);
}

function script(text: string, isWrite: boolean): Script {
  return { text, sha: createHash("sha1").update(text).digest("hex"), isWrite };
}

/**
 * Refuses the script where one of the commands is not allowed to its user. Permissions are looked at per command, so
 * without this one could be refused halfway.
 */
export const NEED = `
local function need(commands)
  for _, command in ipairs(commands) do
    if not redis.acl_check_cmd(unpack(command)) then
      return redis.error_reply('NOPERM this user may not run ' .. command[1])
    end
  end
end
`;
