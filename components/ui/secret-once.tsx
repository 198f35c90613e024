import { CopyButton } from "./copy-button.tsx";
import { Notice } from "./notice.tsx";

/** A secret that nobody will be shown again. */
export function SecretOnce({ label, secret }: { label: string; secret: string }) {
  return (
    // Takes the dialog's first focus: it is what has to be read.
    <div tabIndex={-1} data-autofocus className="grid grid-cols-1 gap-3 outline-none">
      <Notice tone="warn" title="Copy it now: it is not shown again">
        The panel keeps only a fingerprint of it.
      </Notice>
      <div className="grid gap-1.5">
        <p className="font-medium text-[0.8125rem]">{label}</p>
        <div className="flex items-start gap-2 rounded-lg border border-edge bg-canvas py-2 pr-2 pl-3">
          <output aria-label={label} className="min-w-0 flex-1 select-all py-1 font-mono text-sm break-all">
            {secret}
          </output>
          <CopyButton text={secret} label={`Copy the ${label.toLowerCase()}`} />
        </div>
      </div>
    </div>
  );
}
