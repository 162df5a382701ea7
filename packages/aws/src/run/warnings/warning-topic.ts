import type { RunView } from "../run-view.ts";

/** What is said of one topic, a sentence each; resources are named by their logical ids. */
export type WarningTopic = (view: RunView) => readonly string[];

/** `once`, `3 times`. */
export const times = (count: number): string => (count === 1 ? "once" : `${count} times`);
