import fc from "fast-check";
import type { Oracle } from "@orrery/kernel";

/**
 * An oracle that draws its answers from fast-check, so that its shrinker works on them: the usual
 * answers are the smallest.
 *
 * ```ts
 * fc.assert(
 *   fc.property(fc.gen(), (draw) => {
 *     const simulation = make(fastCheckOracle(draw));
 *     simulation.run({ until });
 *     expect(lostOrders(simulation)).toBe(0);
 *   }),
 * );
 * ```
 */
export const fastCheckOracle = (draw: fc.GeneratorValue, ordersTies = true): Oracle => ({
  ordersTies,
  choose: (_component, _label, _key, _nth, weights) =>
    weights.length === 1 ? 0 : draw(fc.nat, { max: weights.length - 1 }),
});
