import { expect, it } from "vitest";
import { differingSeeds } from "./soak.ts";

it("runs 500 seeds twice without a differing digest", () => {
  expect(differingSeeds(1, 500)).toEqual([]);
});
