import { seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { mqService } from "./index.ts";
import { brokerArnOf } from "./operations/names.ts";

const mq = (operation: string, params: PlainObject) => (): JourneyCall => ["mq", operation, params];
const home = { partition: "aws", region: "us-east-1", accountId: "123456789012" };
const made = { HostInstanceType: "mq.m5.large", PubliclyAccessible: false };
const broker = (BrokerName: string, EngineType: string): JourneyCall => [
  "mq",
  "CreateBroker",
  { BrokerName, EngineType, DeploymentMode: "SINGLE_INSTANCE", ...made },
];
const map = (name: string): JourneyCall => [
  "lambda",
  "CreateEventSourceMapping",
  {
    FunctionName: "reader",
    EventSourceArn: brokerArnOf(name, home),
    Queues: ["default"],
    BatchSize: 2,
    SourceAccessConfigurations: [
      {
        Type: "BASIC_AUTH",
        URI: "arn:aws:secretsmanager:us-east-1:123456789012:secret:broker-a1b2c3",
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
  made: [broker("active", "ACTIVEMQ"), broker("rabbit", "RABBITMQ"), reader, map("active")],
  courses: [
    [
      () => map("rabbit"),
      seconds(1),
      ...Array.from({ length: 5 }, () => ({ bringTo: "mq.broker:rabbit" })),
      { bringTo: "mq.broker:active" },
    ],
  ],
  asked: [
    () => map("rabbit"),
    mq("DescribeBroker", { BrokerId: "active" }),
    mq("ListBrokers", {}),
    mq("DeleteBroker", { BrokerId: "none" }),
  ],
};

itKeepsTheContract(mqService, journeys);
