import type { SeenFunction } from "./seen-function.ts";

/** Container images whose cold starts are those of a runtime that nobody named. */
export const imageRuntimeWarnings = (functions: readonly SeenFunction[]): readonly string[] =>
  functions.flatMap(({ name, settings, sum }) => {
    const { behavior, packageType, runtime } = settings;
    const isNamed = runtime !== null || behavior.imageRuntime !== undefined;
    const isGiven = behavior.type === "profile" && behavior.coldStart !== null;
    if (packageType !== "Image" || isNamed || isGiven || sum("ColdStarts") === 0) return [];
    return [
      `${name} is a container image, which does not say its runtime: its cold starts are those of Node.js 22. Its imageRuntime or coldStart says otherwise.`,
    ];
  });
