"use client";

import { Button } from "@/components/ui/button.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { TimeAgo } from "@/components/ui/time-ago.tsx";
import type { NodeTypeView } from "@/lib/contracts/node-type.ts";

interface OvertakenProps {
  by: NodeTypeView;
  onTake: () => void;
  onKeep: () => void;
}

/** Somebody else has saved the same dependency since this form was filled in. */
export function Overtaken({ by, onTake, onKeep }: OvertakenProps) {
  return (
    <Notice
      tone="warn"
      role="alert"
      title="It has been edited meanwhile"
      actions={
        <>
          <Button size="sm" onClick={onTake}>
            Reload, drop my changes
          </Button>
          <Button size="sm" onClick={onKeep}>
            Go on with mine
          </Button>
        </>
      }
    >
      {by.updated_by} saved revision {by.revision} <TimeAgo at={by.updated_at} />. Nothing of yours is saved yet; going
      on with yours, the next save takes the place of all of theirs.
    </Notice>
  );
}
