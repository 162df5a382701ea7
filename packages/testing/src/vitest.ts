export { it, test } from "./property/vitest-test.ts";
