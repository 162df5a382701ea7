import { hours, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { docdbService } from "./index.ts";
import { clusterArnOf } from "./operations/names.ts";

const docdb = (operation: string, params: PlainObject) => (): JourneyCall => [
  "docdb",
  operation,
  params,
];
const home = { partition: "aws", region: "us-east-1", accountId: "123456789012" };
const cluster = (DBClusterIdentifier: string): JourneyCall => [
  "docdb",
  "CreateDBCluster",
  { DBClusterIdentifier, Engine: "docdb" },
];
const map = (name: string): JourneyCall => [
  "lambda",
  "CreateEventSourceMapping",
  {
    FunctionName: "reader",
    EventSourceArn: clusterArnOf(name, home),
    StartingPosition: "TRIM_HORIZON",
    BatchSize: 2,
    DocumentDBEventSourceConfig: { DatabaseName: "database" },
    SourceAccessConfigurations: [
      {
        Type: "BASIC_AUTH",
        URI: "arn:aws:secretsmanager:us-east-1:123456789012:secret:docdb-a1b2c3",
      },
    ],
  },
];
const reader: JourneyCall = [
  "lambda",
  "CreateFunction",
  { ...(functionParams as PlainObject), FunctionName: "reader" },
];

const journeys: Journeys = {
  // Changes stay for hours.
  seldomAlike: true,
  made: [cluster("shop"), cluster("other"), reader, map("shop")],
  courses: [
    // Batches that are in work when it is looked at: one, and more than one.
    ...[3, 4, 5].map((count) => [
      () => map("other"),
      seconds(1),
      ...Array.from({ length: count }, () => ({ bringTo: "docdb.cluster:other" })),
    ]),
    [
      { bringTo: "docdb.cluster:other" },
      () => map("other"),
      seconds(1),
      { bringTo: "docdb.cluster:other" },
      { bringTo: "docdb.cluster:shop" },
      hours(4),
      { bringTo: "docdb.cluster:shop" },
    ],
  ],
  asked: [
    docdb("DescribeDBClusters", {}),
    docdb("DeleteDBCluster", { DBClusterIdentifier: "none" }),
  ],
};

itKeepsTheContract(docdbService, journeys);
