import { distributionOf } from "./distribution-schema.ts";
import { durationQuantity, sizeQuantity } from "./quantities.ts";

/** Schema of a law of durations; a duration is a constant. */
export const durations = distributionOf(durationQuantity).meta({ id: "durations" });

/** Schema of a law of sizes; a size is a constant. */
export const sizes = distributionOf(sizeQuantity).meta({ id: "sizes" });
