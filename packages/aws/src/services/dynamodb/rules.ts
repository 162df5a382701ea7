import { capacityRules } from "./capacity/capacity-rules.ts";
import { scalingRules } from "./capacity/scaling-rules.ts";
import { deploymentRules } from "./deployment-rules.ts";
import { expressionRules } from "./expression/expression-rules.ts";
import { partiqlRules } from "./expression/partiql/partiql-rules.ts";
import { operationRules } from "./operations/operation-rules.ts";
import type { DynamodbRule } from "./rule-sources.ts";
import { destinationRules } from "./table/destination-rules.ts";
import { tableRules } from "./table/table-rules.ts";
import { timeToLiveRules } from "./time-to-live/time-to-live-rules.ts";
import { valueRules } from "./value/value-rules.ts";

/** The rules of DynamoDB that are followed; the test of each bears its id. */
export const dynamodbRules: readonly DynamodbRule[] = [
  ...tableRules,
  ...operationRules,
  ...valueRules,
  ...expressionRules,
  ...partiqlRules,
  ...capacityRules,
  ...scalingRules,
  ...timeToLiveRules,
  ...destinationRules,
  ...deploymentRules,
];
