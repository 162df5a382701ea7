import { lambdaDeploymentTimes } from "./limits.ts";
import { objectOf } from "../../request/params.ts";
import type { PlainObject, Refused } from "../../service/refusal.ts";
import type { Deployment } from "../../service/deployment.ts";
import type { TemplateOperation } from "../../service/template-type.ts";
import { removedBy, updatedBy } from "../../service/update-operations.ts";

/** Whether Lambda says that something is under way, after which CloudFormation asks again. */
export const isBusy = ({ code, message }: Refused): boolean =>
  code === "ResourceConflictException" && message.startsWith("The operation cannot be performed");

/** What the code of a function is updated by, where it differs, or where what the function does is said anew. */
function codeUpdate(before: PlainObject, after: PlainObject): readonly TemplateOperation[] {
  const told = ({ Code, Behavior, Architectures }: PlainObject) =>
    JSON.stringify([Code, Behavior, Architectures]);
  if (told(before) === told(after)) return [];
  const { FunctionName = null, Code = {}, Architectures, Behavior } = after;
  return [
    {
      operation: "UpdateFunctionCode",
      params: {
        FunctionName,
        ...objectOf(Code),
        ...(Architectures === undefined ? {} : { Architectures }),
        ...(Behavior === undefined ? {} : { Behavior }),
      },
    },
  ];
}

/** What becomes of a function when its stack changes. */
export const functionDeployment: Deployment = {
  takes: lambdaDeploymentTimes.functionDeployment,
  isUnderWay: isBusy,
  change({ operations }, after) {
    const [create] = operations;
    const [wanted, ...settings] = after;
    if (create === undefined || wanted === undefined) return "replace";
    const { Code: _, Tags: __, Architectures: ___, PackageType, ...said } = wanted.params;
    const { Behavior: ____, ...params } = said;
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
      ...codeUpdate(create.params, wanted.params),
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

/** What becomes of a permission when its stack changes: every property of it is another permission's. */
export const permissionDeployment: Deployment = {
  change: () => "replace",
  isUnderWay: isBusy,
  ...removedBy("RemovePermission", "FunctionName", "StatementId", "Qualifier"),
};

/** Likewise of one for a layer. */
export const layerPermissionDeployment: Deployment = {
  change: () => "replace",
  ...removedBy("RemoveLayerVersionPermission", "LayerName", "VersionNumber", "StatementId"),
};

/** What becomes of a function URL when its stack changes. */
export const urlDeployment: Deployment = {
  ...updatedBy("UpdateFunctionUrlConfig", {
    names: ["FunctionName", "Qualifier"],
    resets: { Cors: {}, InvokeMode: "BUFFERED" },
  }),
  ...removedBy("DeleteFunctionUrlConfig", "FunctionName", "Qualifier"),
};

/** What becomes of a capacity provider when its stack changes: only how it scales is changed. */
export const capacityProviderDeployment: Deployment = {
  ...updatedBy("UpdateCapacityProvider", {
    names: ["CapacityProviderName"],
    fixed: ["VpcConfig", "PermissionsConfig", "InstanceRequirements", "KmsKeyArn"],
    resets: { CapacityProviderScalingConfig: {} },
  }),
  ...removedBy("DeleteCapacityProvider", "CapacityProviderName"),
};
