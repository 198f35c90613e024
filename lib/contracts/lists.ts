// Lists and figures that the browser uses beside the contracts: on their own, so that it need not load those.

/** Minutes that an activity strip covers. */
export const ACTIVITY_MINUTES = 60;

export const CIRCUIT_STATES = ["closed", "open", "half_open"] as const;

/** What circuits can be put together by. */
export const GROUPINGS = ["node_type", "workspace", "state"] as const;

/** What can happen. */
export const EVENT_KINDS = [
  "opened",
  "half_opened",
  "closed",
  "reset",
  "override_set",
  "override_cleared",
  "override_expired",
  "probe_expired",
  "node_type_created",
  "node_type_changed",
  "node_type_deleted",
  "default_policy_changed",
  "policy_rolled_back",
  "limits_changed",
  "user_created",
  "user_changed",
  "user_deleted",
  "password_changed",
  "token_created",
  "token_revoked",
  "signed_in",
  "refused",
] as const;

/** What circuits do by themselves; every other kind of event is an act, or the refusal of one. */
const UNASKED = ["opened", "half_opened", "closed", "override_expired", "probe_expired"] as const;

/** Acts of people and scripts, and what was refused to them. */
export const ACT_KINDS = EVENT_KINDS.filter(isAct);

type Unasked = (typeof UNASKED)[number];
type Act = Exclude<(typeof EVENT_KINDS)[number], Unasked>;

function isAct(kind: (typeof EVENT_KINDS)[number]): kind is Act {
  return !(UNASKED as readonly string[]).includes(kind);
}
