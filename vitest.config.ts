import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests that start other programs or work a real store; they take longer than one waits after a save. */
const WITH_PROGRAMS = [
  "lib/stores/**/*.test.ts",
  "lib/engine/{shared,package}.test.ts",
  "cluster/**/*.cluster.test.ts",
  "scripts/{commands,migrate}.test.ts",
];

/** Begins with what takes longest, so that nothing is waited for alone at the end. */
class ClustersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isCluster = ({ moduleId }: TestSpecification) => Number(moduleId.includes(".cluster."));
    return (await super.sort(files)).sort((one, other) => isCluster(other) - isCluster(one));
  }
}

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    passWithNoTests: false,
    maxWorkers: availableParallelism(),
    sequence: { sequencer: ClustersFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,cluster,components,demo,docs,lib,scripts,simulation}/**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, ...WITH_PROGRAMS],
          // What is read once need not be read again for each file.
          isolate: false,
        },
      },
      { extends: true, test: { name: "programs", include: WITH_PROGRAMS } },
    ],
  },
});
