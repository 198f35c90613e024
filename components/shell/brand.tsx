import Link from "next/link";
import { BreakerGlyph } from "@/components/circuits/breaker-glyph.tsx";

export function Brand() {
  return (
    <Link
      href="/"
      className="flex items-center justify-center gap-2 rounded-md touch-target font-semibold tracking-tight"
    >
      <BreakerGlyph state="open" />
      <span className="max-sm:sr-only">Breaker Panel</span>
    </Link>
  );
}
