import type { DigestCase } from "../../../../test/digest-case.ts";
export const s3Cases: readonly DigestCase[] = [];
