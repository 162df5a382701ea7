import type { DigestCase } from "../../../../test/digest-case.ts";

/** Tables run in the cases of what queries them. */
export const glueCases: readonly DigestCase[] = [];
