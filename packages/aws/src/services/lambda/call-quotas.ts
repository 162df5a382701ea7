import { countBounds } from "@orrery/kernel";
import type { Quota } from "../../service/service-model.ts";

const calls = countBounds({ min: 1, max: 1_000_000 });
/** AWS does not raise it: a scenario may set less. */
const hard = (most: number): Quota => ({ ...calls, default: most, max: most });
const soft = (usual: number, large = usual): Quota => ({
  ...calls,
  default: usual,
  byRegion: { "us-east-1": large, "us-west-2": large, "eu-west-1": large },
});

/**
 * How many calls of Lambda's operations an account may make in a second.
 *
 * Source, read 2026-11: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const lambdaCallQuotas: Readonly<Record<string, Quota>> = {
  /** Of all operations together that have no row of their own and invoke nothing. */
  "lambda.controlCallsPerSecond": hard(15),
  "lambda.getFunctionCallsPerSecond": hard(100),
  "lambda.getPolicyCallsPerSecond": hard(15),
  /** Of each of the three. */
  "lambda.durableCallbackCallsPerSecond": soft(3_000, 6_000),
  "lambda.stopDurableExecutionCallsPerSecond": soft(300, 600),
  "lambda.getDurableExecutionCallsPerSecond": soft(30),
  /** Of the history, and of lists. */
  "lambda.listDurableExecutionCallsPerSecond": soft(15),
};
