import type { Revision } from "../../catalogue/revision.ts";
import type { RevisionsReply } from "../../contracts/revision.ts";
import { toInstant } from "../instant.ts";

/** Revisions as the API shows them. */
export function presentRevisions(revisions: readonly Revision[]): RevisionsReply {
  return {
    revisions: revisions.map(({ revision, at, actor, reason, act, policy, changes }) => ({
      revision,
      at: toInstant(at),
      actor,
      reason,
      act: act.kind,
      rolled_back_to: act.kind === "rolled_back" ? act.to : null,
      policy: { ...policy },
      changes: [...changes],
    })),
    count: revisions.length,
  };
}
