import { seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { glueService } from "./index.ts";

const asks = (operation: string, params: PlainObject) => (): JourneyCall => [
  "glue",
  operation,
  params,
];
const orders: PlainObject = {
  Name: "orders",
  PartitionKeys: [{ Name: "dt", Type: "string" }],
  StorageDescriptor: { Columns: [{ Name: "id", Type: "string" }], Location: "s3://lake/orders/" },
};
const partition = (day: string): PlainObject => ({ Values: [day] });
const of = { DatabaseName: "shop", TableName: "orders" };

const journeys: Journeys = {
  // What is shown bears when it was made.
  seldomAlike: true,
  made: [
    ["glue", "CreateDatabase", { DatabaseInput: { Name: "shop" } }],
    ["glue", "CreateTable", { DatabaseName: "shop", TableInput: orders }],
  ],
  courses: [
    ["one", "two"].flatMap((Name) => [
      asks("CreateTable", { DatabaseName: "shop", TableInput: { ...orders, Name } }),
      seconds(1),
      asks("DeleteTable", { DatabaseName: "shop", Name }),
      seconds(1),
    ]),
    [
      asks("BatchCreatePartition", { ...of, PartitionInputList: [partition("1"), partition("2")] }),
      seconds(1),
      asks("BatchDeletePartition", { ...of, PartitionsToDelete: [partition("1")] }),
      seconds(1),
    ],
  ],
  asked: [
    asks("CreatePartition", { ...of, PartitionInput: partition("3") }),
    asks("DeletePartition", { ...of, PartitionValues: ["3"] }),
    asks("GetPartitions", of),
    asks("GetTable", { DatabaseName: "shop", Name: "orders" }),
    asks("GetTables", { DatabaseName: "shop" }),
    asks("UpdateTable", { DatabaseName: "shop", TableInput: { ...orders, Description: "all" } }),
    asks("GetDatabase", { Name: "shop" }),
    asks("GetDatabases", {}),
    asks("CreateTable", { DatabaseName: "shop", TableInput: { ...orders, Name: "others" } }),
    asks("DeleteTable", { DatabaseName: "shop", Name: "others" }),
  ],
};

itKeepsTheContract(glueService, journeys);
