import { listOf, memberOf, objectOf, spelled } from "../../../request/params.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64Of, bytesOfBase64, ConfigError, type Plain } from "@orrery/kernel";
import type { NotModeled, PlainObject, Refused } from "../../../service/refusal.ts";
import { sizeInUtf8, utf8Of } from "../../../text/utf8.ts";
import { checkBehavior, defaultBehavior, type Behavior } from "../config.ts";
import { checkTraits, type Network } from "../environment-traits.ts";
import { durableLimits } from "../durable/limits.ts";
import { lambdaLimits } from "../limits.ts";
import { isInVpc } from "../network/interfaces.ts";
import { invalid, lambdaRefusal, type Checked } from "./refusals.ts";
import { unzippedSizeOf } from "./zip-size.ts";
import { isRuntime, listedRuntimes, runtimeVersionArn } from "./runtimes.ts";

const reservedVariables: ReadonlySet<string> = new Set([
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

/**
 * What is wrong with a configuration whose members are right by themselves; `null` for nothing.
 * `before` is what a function has already that is to be changed.
 */
export function checkConfiguration(
  params: PlainObject,
  before: PlainObject = {},
): Refused | NotModeled | null {
  const snapStarts = memberOf(params["SnapStart"], "ApplyOn") === "PublishedVersions";
  const isApart = (params["TenancyConfig"] ?? before["TenancyConfig"]) !== undefined;
  if (isApart && snapStarts) return invalid("SnapStart is not supported with tenant isolation.");
  const unmounted = checkFileSystems({ ...before, ...params });
  if (unmounted !== null) return unmounted;
  const durable = checkDurable(params, before);
  if (durable !== null) return durable;
  const wrong = checkVariables(objectOf(memberOf(params["Environment"], "Variables")));
  if (wrong !== null) return wrong;
  if (listOf(params["Layers"]).length > lambdaLimits.layers) {
    return invalid(`Cannot reference more than ${lambdaLimits.layers} layers.`);
  }
  const logging = checkLogging(objectOf(params["LoggingConfig"]), before);
  if (logging !== null) return logging;
  const runtime = params["Runtime"];
  if (typeof runtime !== "string" || isRuntime(runtime)) return null;
  return invalid(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: ${listedRuntimes} or be a valid ARN`,
  );
}

/** File systems are in a VPC. */
function checkFileSystems(shown: PlainObject): Refused | null {
  const [first] = listOf(shown["FileSystemConfigs"]);
  if (first === undefined || isInVpc(shown)) return null;
  return invalid(
    `Function must be configured to execute in a VPC to reference access point ${spelled(memberOf(first, "Arn"))}.`,
  );
}

/** A function is durable from its making, or never. */
function checkDurable({ DurableConfig: config }: PlainObject, before: PlainObject): Refused | null {
  if (config === undefined) return null;
  if (before["FunctionName"] !== undefined && before["DurableConfig"] === undefined) {
    return invalid("DurableConfig cannot be added to a function that was created without it.");
  }
  if (memberOf(config, "ExecutionTimeout") !== undefined) return null;
  return before["DurableConfig"] === undefined
    ? invalid("ExecutionTimeout is required in DurableConfig.")
    : null;
}

/** Levels filter logs in JSON only. */
function checkLogging(given: PlainObject, before: PlainObject): Refused | null {
  const format = given["LogFormat"] ?? memberOf(before["LoggingConfig"], "LogFormat") ?? "Text";
  const hasLevel =
    given["ApplicationLogLevel"] !== undefined || given["SystemLogLevel"] !== undefined;
  if (format === "JSON" || !hasLevel) return null;
  return invalid(
    'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
  );
}

/** Logs in JSON have levels; logs in text have none, and forget those that they had. */
function loggingOf(given: PlainObject, before: PlainObject): PlainObject {
  const {
    ApplicationLogLevel = "INFO",
    SystemLogLevel = "INFO",
    ...rest
  } = { ...before, ...given };
  return rest["LogFormat"] === "JSON" ? { ...rest, ApplicationLogLevel, SystemLogLevel } : rest;
}

function checkVariables(variables: PlainObject): Refused | null {
  const cannot =
    "Lambda was unable to configure your environment variables because the environment variables you have provided";
  const reserved = Object.keys(variables).filter((name) => reservedVariables.has(name));
  if (reserved.length > 0) {
    return invalid(
      `${cannot} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  }
  const measured = JSON.stringify(variables);
  if (sizeInUtf8(measured) <= lambdaLimits.environmentVariables) return null;
  return invalid(`${cannot} exceeded the 4KB limit. String measured: ${measured}`);
}

/** The members that a request sets, as AWS shows them; those that it leaves out are not there. */
export function shownMembers(params: PlainObject, before: PlainObject): PlainObject {
  const shown: Record<string, Plain> = {};
  for (const name of ["Role", "Handler", "Description", "MemorySize", "Runtime"]) {
    if (params[name] !== undefined) shown[name] = params[name];
  }
  if (typeof params["Runtime"] === "string") {
    shown["RuntimeVersionConfig"] = {
      RuntimeVersionArn: runtimeVersionArn(params["Runtime"], spelled(before["FunctionArn"])),
    };
  }
  if (params["Environment"] !== undefined) {
    shown["Environment"] = { Variables: memberOf(params["Environment"], "Variables") ?? {} };
  }
  if (params["ImageConfig"] !== undefined) {
    shown["ImageConfigResponse"] = { ImageConfig: params["ImageConfig"] };
  }
  const applyOn = memberOf(params["SnapStart"], "ApplyOn");
  if (applyOn !== undefined) shown["SnapStart"] = { ApplyOn: applyOn, OptimizationStatus: "Off" };
  if (params["LoggingConfig"] !== undefined) {
    const logging = objectOf(params["LoggingConfig"]);
    shown["LoggingConfig"] = loggingOf(logging, objectOf(before["LoggingConfig"]));
  }
  for (const name of ["EphemeralStorage", "TracingConfig"]) {
    if (params[name] !== undefined) {
      shown[name] = { ...objectOf(before[name]), ...objectOf(params[name]) };
    }
  }
  if (params["DurableConfig"] !== undefined) {
    const { retention } = durableLimits;
    shown["DurableConfig"] = {
      RetentionPeriodInDays: retention.default,
      ...objectOf(before["DurableConfig"]),
      ...objectOf(params["DurableConfig"]),
    };
  }
  if (params["TenancyConfig"] !== undefined) shown["TenancyConfig"] = params["TenancyConfig"];
  for (const name of [
    "CapacityProviderConfig",
    "VpcConfig",
    "DeadLetterConfig",
    "KMSKeyArn",
    "FileSystemConfigs",
  ]) {
    if (params[name] !== undefined) shown[name] = params[name];
  }
  return shown;
}

/** The members of a configuration as AWS shows them: a dead-letter queue without an ARN is none. */
export function withoutEmpty(shown: PlainObject): PlainObject {
  const { DeadLetterConfig: deadLetters, ...rest } = shown;
  return (memberOf(deadLetters, "TargetArn") ?? "") === "" ? rest : shown;
}

/** A deployment package, as far as it can be seen from outside. */
export interface DeploymentPackage {
  readonly size: number;
  /** Base64. */
  readonly sha256: string;
  readonly imageUri: string | null;
  /** Bytes of what is in it, as far as anybody knows. */
  readonly unzippedSize: number;
}

/** The package of `Code`, or of an update; a refusal where it does not fit the package type. */
export function packageOf(
  code: PlainObject,
  packageType: Plain,
  operation: "CreateFunction" | "UpdateFunctionCode" | "PublishLayerVersion",
): Checked<DeploymentPackage> {
  const zip = code["ZipFile"];
  const image = code["ImageUri"];
  const bucket = code["S3Bucket"];
  const isUpdate = operation === "UpdateFunctionCode";
  if (packageType === "Image") {
    if (zip !== undefined || bucket !== undefined) {
      return invalid(
        isUpdate
          ? "Please provide ImageUri when updating a function with packageType Image."
          : "Please provide ImageUri when creating a function with packageType Image.",
      );
    }
  } else if (image !== undefined) {
    return invalid(
      isUpdate
        ? "Please don't provide ImageUri when updating a function with packageType Zip."
        : "Please don't provide ImageUri when creating a function with packageType Zip.",
    );
  }
  if (typeof zip === "string") {
    if (bucket !== undefined) {
      return invalid(
        "Please do not provide other FunctionCode parameters when providing a ZipFile.",
      );
    }
    if (zip.length > lambdaLimits.codeRequest) {
      return lambdaRefusal(
        "RequestEntityTooLargeException",
        `Request must be smaller than ${lambdaLimits.codeRequest} bytes for the ${operation} operation`,
      );
    }
    const bytes = bytesOfBase64(zip) ?? utf8Of(zip);
    const unzippedSize = unzippedSizeOf(bytes);
    return { size: bytes.length, sha256: digestOf(bytes), imageUri: null, unzippedSize };
  }
  if (typeof image === "string") {
    return { size: 0, sha256: digestOf(utf8Of(image)), imageUri: image, unzippedSize: 0 };
  }
  if (typeof bucket === "string") {
    const key = JSON.stringify([bucket, code["S3Key"] ?? "", code["S3ObjectVersion"] ?? ""]);
    return { size: 0, sha256: digestOf(utf8Of(key)), imageUri: null, unzippedSize: 0 };
  }
  return invalid("Please provide a source for function code.");
}

const digestOf = (bytes: Uint8Array): string => base64Of(sha256(bytes));

/** The simulation's own parameter: where a template lets the function call. @throws ConfigError */
export function networkIn(
  { Network: given }: PlainObject,
  functionName: string,
): { readonly network?: Network } {
  if (given === undefined) return {};
  const network = given as unknown as Network; // As its check finds.
  checkTraits(`function "${functionName}" Network`, { network });
  return { network };
}

/** The simulation's own parameter: what the function does. @throws ConfigError */
export function behaviorIn(
  params: PlainObject,
  functionName: string,
  otherwise: Behavior = defaultBehavior,
): Behavior {
  const given = params["Behavior"];
  if (given === undefined) return otherwise;
  const path = `function "${functionName}" behavior`;
  const { type } = objectOf(given);
  if (type !== "profile" && type !== "script") {
    throw new ConfigError(path, "a profile or a script", spelled(given));
  }
  // Its kind was checked; the rest is in checkBehavior.
  return checkBehavior(path, given as unknown as Behavior);
}
