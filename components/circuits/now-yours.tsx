import { Card } from "@/components/ui/card.tsx";
import { CodeBlock } from "@/components/ui/code-block.tsx";
import { Icon } from "@/components/ui/icons.tsx";
import { firstCommands, TOKEN_COMMAND } from "./first-command.ts";

/** Shown with demo data: how a newcomer gets a circuit of their own beside them. */
export function NowYours({ origin }: { origin: string }) {
  const { register, execute } = firstCommands(origin);
  return (
    <Card>
      <details className="group">
        <summary className="flex items-center gap-3 rounded-xl px-5 py-3.5 touch-target">
          <div className="flex-1">
            <span className="font-semibold">Now yours</span>
            <span className="text-muted max-sm:block">
              {" "}
              These circuits are demo data. Three lines put one of your own beside them.
            </span>
          </div>
          <Icon name="chevron" className="text-muted group-open:rotate-180" />
        </summary>
        {/* A link to what is inside unfolds it. */}
        <div
          id="now-yours"
          className="grid scroll-mt-40 gap-3 border-line border-t px-5 py-4 text-[0.8125rem] text-muted"
        >
          <p>1. Make a token, in the folder of the panel:</p>
          <CodeBlock label="Make a token" code={TOKEN_COMMAND} />
          <p>2. Register a dependency:</p>
          <CodeBlock label="Register a dependency" code={register} />
          <p>3. Run a call through it, and see it above:</p>
          <CodeBlock label="Run a call" code={execute} />
        </div>
      </details>
    </Card>
  );
}
