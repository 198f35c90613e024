import { BaseSequencer } from "vitest/node";

/** Slower than the others; what they alone find out is worth the wait, and little is. */
const LAST = /(model|property|interleavings|footprint|degraded|shared-store)\.test\.ts$/;

/**
 * Runs the test of the mutated file before all others and the slow ones after them: most mutants are killed by the
 * first file, and the rest is not run then.
 */
export class OwnTestFirst extends BaseSequencer {
  async sort(specifications) {
    const own = new Set((this.ctx.config.related ?? []).map((file) => file.replace(/\.ts$/, ".test.ts")));
    const rank = ({ moduleId }) => {
      if (own.has(moduleId)) return 0;
      return LAST.test(moduleId) ? 2 : 1;
    };
    return specifications.toSorted((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
