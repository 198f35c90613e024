"use client";

import { type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { Icon } from "@/components/ui/icons.tsx";

interface RowCardProps {
  title: string;
  hint: string;
  /** One row, in a word: "tier". */
  one: string;
  /** What is said while there is no row. */
  empty: string;
  onAdd: () => void;
  /** By their ids; null keeps the word for no rows. */
  rows: readonly { readonly id: number; readonly label: string; readonly content: ReactNode }[];
  onRemove: (id: number) => void;
}

/** Rows of a form that can be added and removed. */
export function RowCard({ title, hint, one, empty, onAdd, rows, onRemove }: RowCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const remove = (id: number) => {
    onRemove(id);
    // The pressed button goes; the focus stays here instead of falling to the top of the page.
    card.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  };
  return (
    <Card>
      <CardHeader title={title} hint={hint} />
      <div ref={card} className="grid gap-3 px-5 py-4">
        {rows.length === 0 && <p className="text-[0.8125rem] text-muted">{empty}</p>}
        {rows.map(({ id, label, content }) => (
          <fieldset key={id} className="flex items-start gap-2">
            <legend className="sr-only">{label}</legend>
            <div className="min-w-0 flex-1">{content}</div>
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Remove ${label}`}
              title={`Remove ${label}`}
              className="mt-6.5"
              onClick={() => remove(id)}
            >
              <Icon name="close" />
            </Button>
          </fieldset>
        ))}
        <Button data-add size="sm" className="justify-self-start" onClick={onAdd}>
          Add a {one}
        </Button>
      </div>
    </Card>
  );
}
