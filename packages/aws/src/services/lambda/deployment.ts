import { lambdaDeploymentTimes } from "./limits.ts";
import type { Deployment } from "../../service/template-type.ts";

/** What becomes of a function when its stack changes. Code is not run, so a change of it does nothing. */
export const functionDeployment: Deployment = {
  takes: lambdaDeploymentTimes.functionDeployment,
  change({ operations }, after) {
    const [create] = operations;
    const [wanted, ...settings] = after;
    if (create === undefined || wanted === undefined) return "replace";
    const { Code: _, Tags: __, Architectures: ___, PackageType, ...params } = wanted.params;
    const FunctionName = params["FunctionName"] ?? null;
    const isOther =
      create.params["FunctionName"] !== FunctionName ||
      create.params["PackageType"] !== PackageType;
    if (isOther) return "replace";
    const reserves = (list: readonly { readonly operation: string }[]) =>
      list.some(({ operation }) => operation === "PutFunctionConcurrency");
    const isLeft =
      create.params["DeadLetterConfig"] !== undefined && params["DeadLetterConfig"] === undefined;
    const without = isLeft ? { ...params, DeadLetterConfig: { TargetArn: "" } } : params;
    return [
      { operation: "UpdateFunctionConfiguration", params: without },
      ...settings,
      ...(reserves(operations) && !reserves(settings)
        ? [{ operation: "DeleteFunctionConcurrency", params: { FunctionName } }]
        : []),
    ];
  },
  remove: ({ operations: [create] }) => [
    {
      operation: "DeleteFunction",
      params: { FunctionName: create?.params["FunctionName"] ?? null },
    },
  ],
};

/** What becomes of the configuration of asynchronous invocations when its stack changes. */
export const eventInvokeConfigDeployment: Deployment = {
  change({ operations: [before] }, after) {
    const [wanted] = after;
    const isSame = (name: string) => before?.params[name] === wanted?.params[name];
    return isSame("FunctionName") && isSame("Qualifier") ? after : "replace";
  },
  remove: ({ operations: [made] }) => {
    const { FunctionName = null, Qualifier } = made?.params ?? {};
    const qualifier = Qualifier === undefined ? {} : { Qualifier };
    return [
      { operation: "DeleteFunctionEventInvokeConfig", params: { FunctionName, ...qualifier } },
    ];
  },
};

/** What a mapping is made with, and never changes. */
const madeWith: readonly string[] = [
  "EventSourceArn",
  "StartingPosition",
  "StartingPositionTimestamp",
];

/** What becomes of an event source mapping when its stack changes. */
export const mappingDeployment: Deployment = {
  takes: lambdaDeploymentTimes.mappingDeployment,
  change({ operations: [before], responses: [made] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const { Tags: _, ...given } = after.params;
    if (madeWith.some((name) => before.params[name] !== given[name])) return "replace";
    const params = Object.fromEntries(
      Object.entries(given).filter(([name]) => !madeWith.includes(name)),
    );
    return [
      {
        operation: "UpdateEventSourceMapping",
        params: { ...params, UUID: made?.["UUID"] ?? null },
      },
    ];
  },
  remove: ({ responses: [made] }) => [
    { operation: "DeleteEventSourceMapping", params: { UUID: made?.["UUID"] ?? null } },
  ],
};
