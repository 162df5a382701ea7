import type { DigestCase } from "../../../../test/digest-case.ts";

/** Runs in which REST APIs come first. */
export const apigatewayCases: readonly DigestCase[] = [];
