"use client";

import { type SubmitEvent, useState } from "react";
import { showOverview } from "@/components/shell/use-circuit-filter.ts";
import { Button } from "@/components/ui/button.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { Input } from "@/components/ui/inputs.tsx";
import { LONGEST_NAME, MOST_VIEWS, removeView, saveView, useSavedViews } from "./saved-views.ts";

interface SavedViewsProps {
  /** The popover's id, for what closes it. */
  menu: string;
  /** What is shown now, as the URL says it. */
  search: string;
}

/** The views that this browser keeps, and a line to keep the one that is shown. */
export function SavedViews({ menu, search }: SavedViewsProps) {
  const views = useSavedViews();
  const [name, setName] = useState("");
  const [failed, setFailed] = useState(false);
  const wanted = name.trim();
  const replaces = views.some((view) => view.name === wanted);
  const isFull = views.length >= MOST_VIEWS && !replaces;

  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const saved = saveView({ name: wanted, search });
    setFailed(!saved);
    if (saved) setName("");
  };
  return (
    <section aria-label="Saved views" className="grid gap-2 border-line border-t pt-3.5">
      <h3 className="font-medium text-[0.8125rem]">
        Saved views <span className="font-normal text-faint">in this browser</span>
      </h3>
      {views.length > 0 && (
        <ul className="-mx-2 max-h-60 overflow-y-auto">
          {views.map((view) => (
            <li key={view.name} className="flex items-center">
              <Button
                variant="ghost"
                size="sm"
                className="min-w-0 flex-1 justify-start!"
                aria-current={view.search === search ? "page" : undefined}
                popoverTarget={menu}
                popoverTargetAction="hide"
                onClick={() => showOverview(view.search)}
              >
                <span className="truncate">{view.name}</span>
                {view.search === search && <Icon name="check" className="size-3.5 text-accent" />}
              </Button>
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove the view ${view.name}`}
                onClick={() => setFailed(!removeView(view.name))}
              >
                <Icon name="close" className="size-3.5" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={save} className="flex gap-2">
        <Input
          aria-label="Name for this view"
          placeholder="Name for this view"
          maxLength={LONGEST_NAME}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={wanted === "" || isFull}>
          {replaces ? "Replace" : "Save"}
        </Button>
      </form>
      {isFull && <p className="text-muted text-xs">There is room for {MOST_VIEWS}: remove one first.</p>}
      {failed && (
        <p role="alert" className="text-bad text-xs">
          This browser does not let the page keep anything.
        </p>
      )}
    </section>
  );
}
