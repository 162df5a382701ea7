import { seconds } from "@orrery/kernel";
import { memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** Amazon Cognito Sync: the function of an identity pool, which sees data sets before they are stored. */
export const cognitoSync: TriggerSource = {
  name: "cognito-sync",
  noun: "sync trigger of Cognito",
  text: "Data sets that are synchronized with an identity pool of Amazon Cognito, which waits for the function's records.",
  principal: "cognito-sync.amazonaws.com",
  settings: {
    identityPool: textSetting(
      "The identity pool.",
      "us-east-1:00000000-0000-0000-0000-000000000000",
    ),
    dataset: textSetting("The data set.", "dataset"),
  },
  invocationOf: () => "request",
  patience: seconds(5),
  arnOf: ({ identityPool }, { partition, region, accountId }) =>
    `arn:${partition}:cognito-sync:${region}:${accountId}:identitypool/${String(identityPool)}`,
  eventOf: ({ values, region, id }) => ({
    version: 2,
    eventType: "SyncTrigger",
    region,
    identityPoolId: values["identityPool"]!,
    identityId: `${region}:${id()}`,
    datasetName: values["dataset"]!,
    datasetRecords: {
      SampleKey1: { oldValue: "oldValue1", newValue: "newValue1", op: "replace" },
      SampleKey2: { oldValue: "oldValue2", newValue: "newValue2", op: "replace" },
    },
  }),
  usual: (event) => event,
  verdictOn: (answer) =>
    typeof memberOf(answer, "datasetRecords") === "object" ? "succeeded" : "invalid",
};
