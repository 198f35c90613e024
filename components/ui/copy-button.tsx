"use client";

import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";

type Result = "idle" | "copied" | "failed";

interface CopyButtonProps {
  /** A function where only the browser knows it. */
  text: string | (() => string);
  label?: string;
  className?: string;
}

/** Copies `text`; says so in its own label, where the eye already is. */
export function CopyButton({ text, label = "Copy", className }: CopyButtonProps) {
  const [result, setResult] = useState<Result>("idle");

  useEffect(() => {
    if (result === "idle") return;
    const timer = setTimeout(() => setResult("idle"), 2000);
    return () => clearTimeout(timer);
  }, [result]);

  // Outside of https and localhost a browser has no clipboard.
  const copy = async () => setResult(await writeClipboard(typeof text === "string" ? text : text()));
  const said = { idle: label, copied: "Copied", failed: "Could not copy" }[result];

  return (
    <Button
      variant="ghost"
      size="icon"
      onClick={copy}
      aria-label={said}
      title={said}
      className={classNames("size-7", result === "copied" && "text-ok!", result === "failed" && "text-bad!", className)}
    >
      <Icon name={result === "copied" ? "check" : result === "failed" ? "close" : "copy"} className="size-3.5" />
    </Button>
  );
}

async function writeClipboard(text: string): Promise<Result> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "failed";
  }
}
