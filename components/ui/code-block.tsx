import { classNames } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";

/** Lines to copy into a terminal, or text as a machine wrote it. */
export function CodeBlock({ code, label, className }: { code: string; label: string; className?: string }) {
  return (
    <div className={classNames("relative w-full rounded-lg border border-line bg-canvas text-left", className)}>
      {/* Long lines wrap: a box that scrolls sideways hides their end, and needs a keyboard stop of its own. */}
      <pre className="p-3 pr-12 font-mono text-ink text-xs leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]">
        {code}
      </pre>
      <CopyButton text={code} label={`Copy: ${label}`} className="absolute top-1.5 right-1.5 bg-canvas" />
    </div>
  );
}
