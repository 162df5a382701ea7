import { formatDuration } from "@orrery/kernel";
import { times } from "../../../../text/figures.ts";
import type { SeenFunction } from "./seen-function.ts";

/** Invocations that were cut off. */
export const timeoutWarnings = (functions: readonly SeenFunction[]): readonly string[] =>
  functions.flatMap(({ name, settings, sum }) => {
    const timeouts = sum("Timeouts");
    if (timeouts === 0) return [];
    const timeout = formatDuration(settings.timeout);
    return [`${name} ran into its timeout of ${timeout} ${times(timeouts)}.`];
  });
