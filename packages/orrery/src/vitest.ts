export { it, test } from "@orrery/testing/vitest";
