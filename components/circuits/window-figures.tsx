import type { CircuitView } from "@/lib/contracts/circuit.ts";
import { windowSentences } from "./window-sentences.ts";

/** How the calls are doing by which a circuit is judged. */
export function WindowFigures({ window }: { window: NonNullable<CircuitView["window"]> }) {
  return (
    <ul className="text-[0.8125rem] text-muted" data-testid="window">
      {windowSentences(window).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
