import { refused } from "../../../service/refusal.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { attributesOf, attributesOfBody } from "../arrival.ts";
import { publishedByTables, tableDimensions } from "../capacity/scaling.ts";
import { clientTimeout, dynamodbLimits } from "../limits.ts";
import { canonicalKept } from "../operations/canonical-record.ts";
import { keptOf, tableNameIn } from "../operations/table-record.ts";
import { tableCharges } from "../pricing.ts";
import type { PutArrival } from "../protocol.ts";
import { tableReporting } from "../reporting/reporting.ts";
import { dynamodbRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { tableInvariants } from "./invariants.ts";
import { tableMachine } from "./machine.ts";

/** The name in the ARN of a table itself, and not of an index or a stream of it. */
const nameIn = (arn: string): string | undefined => {
  const name = tableNameIn(arn);
  return name !== undefined && arn.endsWith(`table/${name}`) ? name : undefined;
};

/** A table, as everybody else sees it. */
export const tableKind: ResourceKind = {
  machine: tableMachine,
  invariants: tableInvariants,
  noun: "table",
  rules: dynamodbRules,
  metrics: { ...meters, ...gauges },
  canonicalRecord: ({ record }, now) => canonicalKept(record, now),
  entry: {
    sizeOf: () => ({ min: 0, max: dynamodbLimits.itemSize.max }),
    // Groups are partition keys.
    needsGroups: () => false,
    doors: {
      request: {
        inputOf({ text, group, trail }): PutArrival {
          const { attributes, size } = attributesOf(text);
          return { type: "putArrival", attributes, size, group, trail };
        },
        hasFailed: (answer) => answer.type === "refused",
      },
    },
    action: "dynamodb:PutItem",
    timeout: clientTimeout,
    // A table takes its time by itself.
    latency: () => ({}),
    call: {
      name: "dynamodb:PutItem",
      paramsOf: ({ name }, body) => ({
        TableName: name,
        Item: attributesOfBody(body),
        FillsKeys: true,
      }),
    },
  },
  policyIn: (record) => keptOf({ record } as never).policy?.text, // It reads nothing else.
  byArn: {
    service: "dynamodb",
    nameIn,
    absent: () => refused("ResourceNotFoundException", "Requested resource not found"),
  },
  charges: (given) => tableCharges(given),
  unpriced: {
    type: "AWS::DynamoDB::Table",
    what: "backups, point-in-time recovery, change data capture units of Kinesis destinations, and data transfer out of the Region",
  },
  publishes: publishedByTables,
  scalable: tableDimensions,
  reporting: tableReporting,
};
