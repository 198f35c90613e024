"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/inputs.tsx";
import { setNotifications, useNotifications } from "./preference.ts";

const BLOCKED = "This browser blocks notifications from this page. Allow them in its settings for this site.";
const NONE = "This browser gives notifications only to pages that come over https or from this machine.";
const UNDECIDED = "The browser's question was not answered, so there are none yet.";

/** Switches notifications on and off. The browser's own question is asked only here. */
export function NotificationChoice() {
  const chosen = useNotifications();
  const [obstacle, setObstacle] = useState<string | null>(null);

  const choose = async (on: boolean) => {
    const hindered = on ? await askForPermission() : null;
    setObstacle(hindered);
    setNotifications(on && hindered === null);
  };
  // It may have been taken back in the browser's settings since.
  const said = obstacle ?? (chosen && currentObstacle());
  return (
    <div>
      <Checkbox
        label="Notify me when a circuit opens"
        checked={chosen}
        onChange={(event) => void choose(event.target.checked)}
      />
      <p role="status" className="text-[0.8125rem] text-warn">
        {said}
      </p>
    </div>
  );
}

/** What is in the way; null where nothing is. */
async function askForPermission(): Promise<string | null> {
  if (currentObstacle() === NONE) return NONE;
  await Notification.requestPermission();
  return currentObstacle();
}

function currentObstacle(): string | null {
  if (typeof Notification === "undefined" || !window.isSecureContext) return NONE;
  if (Notification.permission === "denied") return BLOCKED;
  return Notification.permission === "granted" ? null : UNDECIDED;
}
