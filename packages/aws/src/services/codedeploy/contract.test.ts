import { hours, minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { executionIdOf } from "./shifting/errands.ts";
import { codedeployService } from "./index.ts";
import { functionOf, groupOf, revisionOf } from "./test/shifting-account.ts";

const deploys = (operation: string, params: PlainObject) => (): JourneyCall => [
  "codedeploy",
  operation,
  params,
];
const live = { applicationName: "shop", deploymentGroupName: "live" };
const create = (revision: PlainObject, more: PlainObject = {}) =>
  deploys("CreateDeployment", { ...live, revision, ...more });
const made =
  (operation: string, params: PlainObject = {}) =>
  (answers: (operation: string) => { readonly response: PlainObject } | undefined) => {
    const deploymentId = answers("CreateDeployment")?.response["deploymentId"];
    return deploymentId === undefined
      ? undefined
      : deploys(operation, { deploymentId, ...params })();
  };
const answer =
  (status: string) =>
  (answers: (operation: string) => { readonly response: PlainObject } | undefined) => {
    const id = answers("CreateDeployment")?.response["deploymentId"];
    return typeof id === "string"
      ? deploys("PutLifecycleEventHookExecutionStatus", {
          deploymentId: id,
          lifecycleEventHookExecutionId: executionIdOf(id, "BeforeAllowTraffic"),
          status,
        })()
      : undefined;
  };
const hooked = revisionOf({}, [{ BeforeAllowTraffic: "hook" }]);
const FunctionName = "worker";
const publish = (): JourneyCall => ["lambda", "PublishVersion", { FunctionName }];
const quiet = { overrideAlarmConfiguration: { enabled: false } };

const journeys: Journeys = {
  // It shows when it began, so that no two of its worlds are alike in which it began otherwise.
  seldomAlike: true,
  made: [
    ["lambda", "CreateFunction", functionOf(FunctionName)],
    ["lambda", "CreateFunction", functionOf("hook")],
    // What is told to it waits, and is told again.
    ["lambda", "PutFunctionConcurrency", { FunctionName: "hook", ReservedConcurrentExecutions: 0 }],
    ["lambda", "PublishVersion", { FunctionName }],
    ["lambda", "UpdateFunctionConfiguration", { FunctionName, Timeout: 5 }],
    ["lambda", "CreateAlias", { FunctionName, Name: "live", FunctionVersion: "1" }],
    deploys("CreateApplication", { applicationName: "shop", computePlatform: "Lambda" })(),
    deploys(
      "CreateDeploymentGroup",
      groupOf({
        alarmConfiguration: {
          enabled: true,
          ignorePollAlarmFailure: true,
          alarms: [{ name: "errors" }],
        },
        triggerConfigurations: [
          {
            triggerName: "told",
            triggerTargetArn: "arn:aws:sns:us-east-1:999999999999:theirs",
            triggerEvents: ["DeploymentStart", "DeploymentStop", "DeploymentRollback"],
          },
        ],
      }),
    )(),
  ],
  courses: [
    // It is under way at the end.
    [publish, create(revisionOf(), quiet), seconds(1)],
    [
      deploys("CreateApplication", { applicationName: "third", computePlatform: "Lambda" }),
      deploys("UpdateDeploymentGroup", {
        applicationName: "shop",
        currentDeploymentGroupName: "live",
        deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce",
      }),
      deploys("UpdateDeploymentGroup", {
        applicationName: "shop",
        currentDeploymentGroupName: "live",
        deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      }),
      seconds(1),
    ],
    [publish, create(hooked), seconds(20), answer("Succeeded"), minutes(6)],
    [publish, create(revisionOf(), quiet), minutes(6)],
    [publish, create(hooked), { refusedBy: "lambda.function:hook" }, seconds(60)],
    [create(hooked), hours(1), seconds(30)],
    [create(revisionOf()), minutes(2), made("StopDeployment"), minutes(2)],
  ],
  asked: [
    create(revisionOf()),
    create(hooked, quiet),
    publish,
    made("StopDeployment"),
    made("StopDeployment", { autoRollbackEnabled: false }),
    made("GetDeployment"),
    answer("Succeeded"),
    answer("Failed"),
    deploys("UpdateDeploymentGroup", {
      applicationName: "shop",
      currentDeploymentGroupName: "live",
      alarmConfiguration: {},
    }),
    deploys("DeleteDeploymentGroup", live),
    deploys("CreateApplication", { applicationName: "other", computePlatform: "Lambda" }),
    deploys("DeleteApplication", { applicationName: "other" }),
  ],
};

itKeepsTheContract(codedeployService, journeys, {
  bodiless: ["hook", "status", "notification"],
  placeless: ["hook"],
});
