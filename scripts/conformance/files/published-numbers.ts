import { failed, passed, unsupported, type CaseFile, type Outcome } from "../outcome.ts";
import { throttlesShown } from "../published-numbers/apigateway.ts";
import { costShown } from "../published-numbers/cost.ts";
import {
  adaptiveShown,
  burstCapacityShown,
  capacityShown,
  partitionShown,
} from "../published-numbers/dynamodb.ts";
import { endpointTimeoutShown, ruleRetriesShown } from "../published-numbers/events.ts";
import { aggregationShown, limitsShown, shardsShown } from "../published-numbers/kinesis.ts";
import {
  burstShown,
  concurrencyShown,
  requestRateShown,
  scalingRateShown,
} from "../published-numbers/lambda.ts";
import { eventRetriesShown, eventThrottlesShown } from "../published-numbers/lambda-events.ts";
import { lanesShown, pollersShown, visibilityShown } from "../published-numbers/mapping.ts";
import { deduplicationShown, groupShown, inFlightShown } from "../published-numbers/sqs.ts";
import {
  retriesShown,
  retryDefaultsShown,
  transitionCostShown,
} from "../published-numbers/stepfunctions.ts";
import { isEqual, isObject, memberOf, show, type ValueObject } from "../value.ts";

/**
 * Topics, and what the simulation shows of each: values under the names of the expected ones. Of examples that follow
 * from a formula, the expected ones say what goes in.
 */
const topics: Readonly<Record<string, (input: ValueObject, expected: ValueObject) => ValueObject>> =
  {
    "apigw.throttle": throttlesShown,
    "dynamodb.adaptive": adaptiveShown,
    "dynamodb.burst": burstCapacityShown,
    "dynamodb.capacity": capacityShown,
    "dynamodb.partition": partitionShown,
    "eventbridge.apidestination": endpointTimeoutShown,
    "eventbridge.retry": ruleRetriesShown,
    "kinesis.kpl": aggregationShown,
    "kinesis.limits": limitsShown,
    "kinesis.shards": shardsShown,
    "lambda.async.retry": eventRetriesShown,
    "lambda.async.throttle": eventThrottlesShown,
    "lambda.burst.legacy": burstShown,
    "lambda.concurrency": concurrencyShown,
    "lambda.cost": costShown,
    "lambda.esm.sqs.scaling": pollersShown,
    "lambda.esm.sqs.visibility": visibilityShown,
    "lambda.esm.stream.parallelization": lanesShown,
    "lambda.rpsQuota": requestRateShown,
    "lambda.scalingRate": scalingRateShown,
    "sfn.cost": transitionCostShown,
    "sfn.retry": retriesShown,
    "sfn.retry.defaults": retryDefaultsShown,
    "sqs.dedup": deduplicationShown,
    "sqs.fifo.group": groupShown,
    "sqs.limits": inFlightShown,
  };

/** Numbers that AWS publishes, each against what the simulation does. */
export const publishedNumbers: CaseFile = {
  name: "published_numbers",
  isComplete: true,
  run({ topic, input, expected }): Outcome {
    const name = String(topic);
    const shownBy = Object.hasOwn(topics, name) ? topics[name] : undefined;
    if (shownBy === undefined) return unsupported(`nothing shows ${name}`);
    const asked = isObject(expected) ? expected : {};
    return compare(asked, shownBy(input, asked));
  },
};

/** Every expected value must have been shown. What else was shown is not asked for. */
function compare(expected: ValueObject, shown: ValueObject): Outcome {
  for (const [name, value] of Object.entries(expected)) {
    const received = memberOf(shown, name);
    if (!isEqual(value, received)) {
      return failed(`${name} must be ${show(value)}: received ${show(received)}`);
    }
  }
  return passed;
}
