import type { DigestCase } from "../../../../test/digest-case.ts";

/** Runs in which queries come first. */
export const athenaCases: readonly DigestCase[] = [];
