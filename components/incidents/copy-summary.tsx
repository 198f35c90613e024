"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { incidentMarkdown } from "@/lib/client/incident-markdown.ts";
import type { IncidentReply } from "@/lib/contracts/incident.ts";

/** Takes the incident along as Markdown: what a post-mortem begins with. */
export function CopySummary({ reply }: { reply: IncidentReply }) {
  const [said, say] = useState("Copy as Markdown");
  const copy = async () => {
    const address = `${window.location.origin}/incidents/${reply.incident.id}`;
    // Outside of https and localhost a browser has no clipboard.
    const isCopied = await copied(incidentMarkdown(reply, address));
    say(isCopied ? "Copied" : "Could not copy");
  };
  return (
    <Button size="sm" onClick={copy} className="print:hidden">
      <Icon name={said === "Copied" ? "check" : "copy"} className="size-3.5" />
      <span aria-live="polite">{said}</span>
    </Button>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
