import type { Plain } from "@orrery/kernel";
import { memberOf, spelled } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutMeaning,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import {
  deadLetterProperty,
  eventInvokeConfigType,
  withDeadLetters,
} from "./asynchronous/template.ts";
import { codeParam, codeReading } from "./template-code.ts";
import { functionDeployment } from "./deployment.ts";
import { mappingType } from "./event-source-mapping/template.ts";
import { layerPermissionType, layerType } from "./layers/template.ts";
import { lambdaLimits, recursionLimit } from "./limits.ts";
import {
  capacityProviderProperty,
  capacityProviderType,
  functionScalingProperty,
} from "./managed/template.ts";
import { accessPointParam, fileSystemTypes } from "./files/template-access-point.ts";
import { networkParam, networkTypes } from "./network/template-network.ts";
import { fileSystemsIn, fileSystemsProperty, vpcProperty } from "./network/template.ts";
import { permissionType } from "./permissions/template.ts";
import { urlType } from "./url/template.ts";
import { aliasType, versionType } from "./versions/template.ts";
import facts from "./resource-types.json" with { type: "json" };

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const exactly = (meaning: string, read: Reading): PropertyMeaning => ({
  ...modeled(meaning, read),
  exact: true,
});
const ignored = (meaning: string): PropertyMeaning => ({ verdict: "ignored", meaning });
const code = ignored(
  "Code is not run: a profile, a script or a handler says what the function does.",
);
const permissions = ignored(
  "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
);

const functionType: MadeType = {
  type: "AWS::Lambda::Function",
  naming: { maxLength: 64 },
  isEntry: true,
  flow: {
    acts: {
      role: "Role",
      variables: "Environment",
      destinations: ["DeadLetterConfig"],
      loop: ({ RecursiveLoop }) =>
        RecursiveLoop === "Allow"
          ? null
          : `Lambda stops a function that runs more than ${recursionLimit} times in one chain of requests.`,
    },
  },
  properties: {
    FunctionName: modeled("Names the function.", "text"),
    Runtime: modeled("Decides how long a cold start takes.", "text"),
    Handler: { ...code, read: "text" },
    Role: { ...permissions, read: "text" },
    Code: { ...code, read: codeReading },
    MemorySize: exactly("Decides what a millisecond costs.", "wholeNumber"),
    Timeout: exactly("Ends long invocations.", "wholeNumber"),
    Architectures: modeled("Decides the price.", "textList"),
    PackageType: modeled("Decides how long a cold start takes.", "text"),
    EphemeralStorage: exactly("Decides the price.", "numberMap"),
    Environment: modeled("Handlers see these variables.", { members: { Variables: "textMap" } }),
    ReservedConcurrentExecutions: exactly("Bounds and reserves concurrency.", "wholeNumber"),
    RecursiveLoop: exactly("Says whether a loop through the function is stopped.", "text"),
    Description: ignored("A description changes nothing."),
    Tags: { ...ignored("Tags change nothing."), read: "tags" },
    Layers: {
      ...ignored("Layers are code, which is not run. There are five at most."),
      read: "textList",
    },
    KmsKeyArn: modeled("Each environment asks KMS to decrypt its variables, which costs.", "text"),
    ImageConfig: code,
    CodeSigningConfigArn: permissions,
    LoggingConfig: modeled("Decides where and how the function logs.", "plain"),
    TracingConfig: {
      ...modeled("Decides which invocations are traced, which handlers and logs show.", "plain"),
    },
    RuntimeManagementConfig: ignored("Runtime updates are not modeled."),
    VpcConfig: vpcProperty,
    FileSystemConfigs: fileSystemsProperty,
    SnapStart: modeled("Says whether versions begin as copies of a snapshot.", {
      members: { ApplyOn: "text" },
    }),
    // The key that encrypts what they keep takes no time.
    DurableConfig: exactly("Lets its executions go on over many invocations.", {
      members: { ExecutionTimeout: "wholeNumber", RetentionPeriodInDays: "wholeNumber" },
    }),
    TenancyConfig: {
      ...exactly("Keeps the environments of tenants apart.", {
        members: { TenantIsolationMode: "text" },
      }),
      charge: "new execution environments of tenants",
    },
    CapacityProviderConfig: capacityProviderProperty,
    FunctionScalingConfig: functionScalingProperty,
    PublishToLatestPublished: exactly("Lets it be invoked on managed instances.", "truth"),
    DeadLetterConfig: deadLetterProperty,
  },
  beside: [...networkTypes, ...fileSystemTypes],
  make(given, self) {
    const values = withDeadLetters(given, self);
    const { FunctionName, ReservedConcurrentExecutions: reserved, Tags, ...others } = values;
    const { RecursiveLoop, PublishToLatestPublished, FunctionScalingConfig, ...mounted } = others;
    const { FileSystemConfigs, Layers, KmsKeyArn, ...rest } = mounted;
    const files = fileSystemsIn(FileSystemConfigs);
    const name = typeof FunctionName === "string" ? FunctionName : self.name;
    const about = (operation: string, params: PlainObject): TemplateOperation => ({
      operation,
      params: { FunctionName: name, ...params },
    });
    const create = about("CreateFunction", {
      ...rest,
      ...(files.length === 0
        ? {}
        : {
            FileSystemConfigs: files,
            ...accessPointParam(values, spelled(memberOf(files[0], "Arn")), self.surroundings),
          }),
      ...networkParam(values, self.surroundings),
      Role: values["Role"] ?? `arn:aws:iam::${self.accountId}:role/${self.logicalId}Role`,
      Code: codeParam(values["Code"], values["PackageType"] === "Image"),
      ...(Tags === undefined ? {} : { Tags }),
      ...(KmsKeyArn === undefined ? {} : { KMSKeyArn: KmsKeyArn }),
      // Those of other stacks are not there: only that they are too many can be seen.
      ...(Array.isArray(Layers) && Layers.length > lambdaLimits.layers ? { Layers } : {}),
      ...(PublishToLatestPublished === true
        ? { Publish: true, PublishTo: "LATEST_PUBLISHED" }
        : {}),
    });
    const scaling =
      FunctionScalingConfig === undefined
        ? []
        : [
            about("PutFunctionScalingConfig", {
              Qualifier: "$LATEST.PUBLISHED",
              FunctionScalingConfig,
            }),
          ];
    return [
      create,
      ...scaling,
      ...setting("PutFunctionConcurrency", "ReservedConcurrentExecutions", reserved),
      ...setting("PutFunctionRecursionConfig", "RecursiveLoop", RecursiveLoop),
    ];

    function setting(operation: string, param: string, value: Plain | undefined) {
      return value === undefined ? [] : [about(operation, { [param]: value })];
    }
  },
  meaning({ MemorySize: memory, Timeout: timeout }) {
    const { memorySize, timeout: usual } = lambdaLimits;
    const size = typeof memory === "number" ? memory : memorySize.default;
    const limit = typeof timeout === "number" ? timeout : usual.default / 1_000_000;
    return `A function with ${size} MB and a timeout of ${limit} s, simulated.`;
  },
  nameIn: functionNameIn,
  deployment: functionDeployment,
};

/** The bare name of the function in a name, a partial ARN or an ARN, with or without a qualifier. */
function functionNameIn(reference: string): string {
  const parts = reference.split(":");
  const marker = parts.indexOf("function");
  return (marker < 0 ? parts[0] : parts[marker + 1]) ?? reference;
}

const free = (verdict: "ignored" | "opaque", meaning: string): LeftOutMeaning => ({
  verdict,
  meaning,
  charge: null,
});
const { meaning: allowed } = permissions;

/** What templates may have of Lambda. */
export const lambdaTemplateTypes = templateTypes(facts, [
  functionType,
  mappingType,
  versionType,
  aliasType,
  eventInvokeConfigType,
  urlType,
  permissionType,
  layerType,
  layerPermissionType,
  { type: "AWS::Lambda::CodeSigningConfig", leftOut: free("ignored", allowed) },
  capacityProviderType,
]);
