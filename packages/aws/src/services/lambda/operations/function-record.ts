import { listOf, objectOf, spelled, textOf } from "../../../request/params.ts";
import {
  ConfigError,
  sample,
  seconds,
  type Distribution,
  type Duration,
  type Instant,
} from "@orrery/kernel";
import { roleCaller } from "../../../service/caller.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { DurableSettings } from "../durable/state.ts";
import type { LogLevel, LogSettings } from "../log/log-fact.ts";
import {
  asynchronousSettings,
  deadLetterArnIn,
  type AsynchronousRecord,
} from "../asynchronous/destinations.ts";
import {
  defaultLog,
  environmentModelOf,
  type Behavior,
  type FunctionSettings,
  type RecursiveLoop,
  type VpcSettings,
} from "../config.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { hasSnapshots, type SnapStart } from "../snap-start/snap-start.ts";
import { managedInstancesOf, type FunctionScaling } from "../managed/managed-settings.ts";
import type { Policy } from "../permissions/policy.ts";
import {
  functionChangeTimes,
  lambdaAssumptions,
  snapshotLifetime,
  snapStartSnapshot,
  tenantIsolation,
  vpcLimits,
} from "../limits.ts";
import type { Dormancy } from "../function/dormancy-state.ts";
import type { Network } from "../environment-traits.ts";
import type { AccessPoint } from "../files/access-point.ts";
import { mountOf } from "../files/mount.ts";
import {
  interfaceRefusals,
  interfacesOf,
  isInVpc,
  type InterfaceFailure,
} from "../network/interfaces.ts";
import { lambdaRefusal } from "./refusals.ts";

/** The kind of a function's machine. */
export const functionKind = "lambda.function";

/** What the control plane keeps of a function. Plain data. */
export interface FunctionRecord extends AsynchronousRecord {
  /** In seconds. Here, and not among what is {@link shown}, since event source mappings read it. */
  readonly Timeout: number;
  /** The other members of its configuration that do not depend on its state, as AWS shows them. */
  readonly shown: PlainObject;
  /** What was done to it last. */
  readonly change: FunctionChange;
  /** Where its image is; `null` for a zip package. */
  readonly imageUri: string | null;
  /** Bytes of what is in its archive; 0 where nobody here knows. */
  readonly unzippedSize: number;
  readonly tags: PlainObject;
  /** Raised by each change of code or configuration. */
  readonly revision: number;
  /** `null`: it shares the account's unreserved concurrency. */
  readonly reservedConcurrency: number | null;
  readonly recursiveLoop: RecursiveLoop;
  /** Of a version, the number that it was published under; `$LATEST` of the function itself. */
  readonly version: string;
  /** How many versions were published ever: numbers are never used again. */
  readonly publishedCount: number;
  /** Of a version: how many environments are provisioned, by its own configuration or an alias's; `null`: none. */
  readonly provisionedHere: number | null;
  /** What the versions of a function have provisioned together. */
  readonly provisionedTotal: number;
  readonly behavior: Behavior;
  /** Who may do what with it; left out: nobody, by its own policy. */
  readonly policy?: Policy;
  /** The revision that the last change of its policy made; left out: that of the function. */
  readonly policyRevisionId?: string;
  /** Whose signature its code must bear; left out: nobody's. */
  readonly codeSigningConfigArn?: string;
  /** Of a function with a capacity provider: how many execution environments it is to have. */
  readonly scaling?: FunctionScaling;
  /** Whether what it is now was published as `$LATEST.PUBLISHED`. */
  readonly publishesLatest?: true;
  /** Where its template says that it can call, of a function in a VPC; left out: nothing says it. */
  readonly network?: Network;
  /** What its template says of the access point that it mounts; left out: nothing says anything. */
  readonly accessPoint?: AccessPoint;
  /** Of a function in a VPC: why it got no network interface; left out: it did. */
  readonly interfaceFailure?: InterfaceFailure;
  /** Whether it waits for its machine to be done before it goes. */
  readonly isDeleting: boolean;
}

/** The creation of a function or an update, which takes its time. */
export interface FunctionChange {
  readonly what: "creation" | "update";
  /** From when on it is over. */
  readonly until: Instant;
  /** The revision that the function has in the meantime. */
  readonly revisionId: string;
}

/** What is kept of a function. */
export const recordOf = (resource: Resource): FunctionRecord =>
  resource.record as unknown as FunctionRecord; // Made by `plain`.

/** What of a record decides the future, counted from `now`: a change that is over is as good as none. */
export function canonicalFunctionRecord(record: PlainObject, now: Instant): PlainObject {
  const { change } = record as unknown as FunctionRecord; // Made by `plain`.
  const rest = now < change.until ? { ...change, until: change.until - now } : null;
  return { ...record, change: rest };
}

/** A record as the control plane keeps it. */
export const plain = (record: FunctionRecord): PlainObject => record as unknown as PlainObject; // Plain data.

/** The settings of a function's machine. */
export function settingsOf(
  record: FunctionRecord,
  number: number,
  plane: ControlPlane,
): FunctionSettings {
  const { region, asOf, epochMilliseconds, latencies, assumptions } = plane;
  const { Timeout, shown, revision, reservedConcurrency, recursiveLoop, behavior } = record;
  const { version, provisionedHere, provisionedTotal } = record;
  // All were checked, or made by us.
  const { FunctionName, FunctionArn, Runtime, Architectures, PackageType, MemorySize } =
    shown as unknown as ShownMembers;
  const { EphemeralStorage, Environment, Handler, KMSKeyArn, LoggingConfig, Role, TracingConfig } =
    shown as unknown as ShownMembers;
  const kind = {
    runtime: Runtime ?? null,
    architecture: Architectures[0],
    packageType: PackageType,
    memorySize: MemorySize,
    asOf,
    behavior,
  };
  const saysRuntime = PackageType === "Zip" && Runtime?.startsWith("provided") !== true;
  if (saysRuntime && behavior.imageRuntime !== undefined) {
    const path = `function "${FunctionName}" imageRuntime`;
    throw new ConfigError(
      path,
      "a container image or an OS-only runtime",
      `one of ${Runtime ?? "a zip package"}`,
    );
  }
  return {
    ...kind,
    name: FunctionName,
    arn: FunctionArn,
    number,
    region,
    epochMilliseconds,
    timeout: seconds(Timeout),
    ephemeralStorage: EphemeralStorage.Size,
    reservedConcurrency,
    version,
    provisioned: provisionedHere,
    provisionedByVersions: reservedConcurrency === null ? 0 : provisionedTotal,
    revision,
    recursiveLoop,
    snapStart: snapStartOf(record),
    handler: Handler ?? null,
    variables: Environment?.Variables ?? {},
    decryptsVariables:
      (KMSKeyArn ?? "") !== "" && Object.keys(Environment?.Variables ?? {}).length > 0,
    tracing: TracingConfig?.Mode ?? "PassThrough",
    log: logSettingsOf(LoggingConfig, FunctionName),
    keepsLog: plane.keepsLogs,
    asynchronous: asynchronousSettings(record, deadLetterArnIn(shown)),
    caller: roleCaller(Role, FunctionName, FunctionArn, plane),
    environments: environmentModelOf({ ...kind, latencies }),
    assumed: figureValues(lambdaAssumptions, assumptions),
    durable: durableSettingsIn(shown),
    managed: managedInstancesOf(
      shown,
      record.scaling ?? {},
      version !== "$LATEST" || record.publishesLatest === true || record.publishedCount > 0,
    ),
    vpc: vpcSettingsOf(record, plane),
    dormancy: dormancyOf(record, plane),
    tenancy: keepsTenantsApart(shown)
      ? Math.floor(
          plane.quota("lambda.concurrentExecutions") * tenantIsolation.environmentsPerConcurrency,
        )
      : null,
  };
}

/** Where a function in a VPC can call. @throws ConfigError where a scenario says so of another */
function vpcSettingsOf(record: FunctionRecord, plane: ControlPlane): VpcSettings | null {
  const { shown, behavior, interfaceFailure } = record;
  const { network, fileSystem } = behavior;
  const path = `function "${spelled(shown["FunctionName"])}"`;
  if (fileSystem !== undefined && listOf(shown["FileSystemConfigs"]).length === 0) {
    throw new ConfigError(`${path} fileSystem`, "a function with FileSystemConfigs", "one without");
  }
  if (isInVpc(shown)) {
    const mount = mountOf(record, plane);
    return {
      network: network ?? record.network ?? null,
      interfaces: new Set(interfacesOf(shown)).size,
      failure: interfaceFailure ?? null,
      ...(mount === null ? {} : { mount }),
    };
  }
  if (network === undefined) return null;
  throw new ConfigError(`${path} network`, "a function with a VpcConfig", "one without");
}

/** Network interfaces go, and snapshots of versions on Java, when nobody has invoked a function for two weeks. */
function dormancyOf(record: FunctionRecord, { latencies }: ControlPlane): Dormancy | null {
  const { shown, version, change } = record;
  const since = change.until;
  const waking = (delay: Distribution) => Math.round(sample(delay, () => 0.5)) as Duration;
  if (isInVpc(shown)) {
    const creation = latencies["lambda.vpc.interface"] ?? vpcLimits.creation;
    return { of: "interfaces", after: vpcLimits.idleReclaim, waking: waking(creation), since };
  }
  const isOnJava = textOf(shown["Runtime"])?.startsWith("java") === true;
  if (version === "$LATEST" || !hasSnapshots(shown) || !isOnJava) return null;
  const making = latencies["lambda.snapStart.snapshot"] ?? snapStartSnapshot;
  return { of: "snapshot", after: snapshotLifetime, waking: waking(making), since };
}

/** Whether a function keeps tenants apart. */
export const keepsTenantsApart = ({ TenancyConfig }: PlainObject): boolean =>
  TenancyConfig !== undefined;

/** Whether a function's invocations are durable executions. */
export const isDurable = ({ shown }: Pick<FunctionRecord, "shown">): boolean =>
  shown["DurableConfig"] !== undefined;

function durableSettingsIn({ DurableConfig: config }: PlainObject): DurableSettings | null {
  if (config === undefined) return null;
  const { ExecutionTimeout, RetentionPeriodInDays } = objectOf(config);
  return {
    executionTimeout: seconds(Number(ExecutionTimeout)),
    retentionDays: Number(RetentionPeriodInDays),
  };
}

/** Snapshots are of versions alone, and made when one is published. */
const snapStartOf = ({ shown, version, change }: FunctionRecord): SnapStart | null =>
  version === "$LATEST" || !hasSnapshots(shown)
    ? null
    : { readyAt: change.what === "creation" ? change.until : (0 as Instant) };

interface ShownMembers {
  readonly Role: string;
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Runtime?: string;
  readonly Architectures: readonly ["x86_64" | "arm64"];
  readonly PackageType: "Zip" | "Image";
  readonly MemorySize: number;
  readonly EphemeralStorage: { readonly Size: number };
  readonly LoggingConfig: ShownLogging;
  readonly Handler?: string;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
  readonly KMSKeyArn?: string;
  readonly TracingConfig?: { readonly Mode?: "Active" | "PassThrough" };
}

interface ShownLogging {
  readonly LogGroup?: string;
  readonly LogFormat?: "Text" | "JSON";
  readonly ApplicationLogLevel?: LogLevel;
  readonly SystemLogLevel?: LogLevel;
}

function logSettingsOf(
  { LogGroup, LogFormat, ApplicationLogLevel, SystemLogLevel }: ShownLogging,
  functionName: string,
): LogSettings {
  const { group, format, applicationLevel, systemLevel } = defaultLog(functionName);
  return {
    group: LogGroup ?? group,
    format: LogFormat ?? format,
    applicationLevel: ApplicationLogLevel ?? applicationLevel,
    systemLevel: SystemLogLevel ?? systemLevel,
  };
}

/** A configuration in a list, which says nothing of states. */
export function listedView({ Timeout, shown }: FunctionRecord, qualifier: string): PlainObject {
  const { RuntimeVersionConfig: _, ...listed } = shown;
  return qualified({ ...listed, Timeout }, qualifier);
}

/** The configuration of a function as it is now; its ARN with the qualifier that was asked for. */
export function viewAt(now: Instant, record: FunctionRecord, qualifier: string): PlainObject {
  if (now < record.change.until) return qualified(beingMadeView(record), qualifier);
  const { shown, Timeout, interfaceFailure } = record;
  const state =
    interfaceFailure === undefined
      ? { State: "Active" }
      : {
          State: "Failed",
          StateReason: interfaceRefusals[interfaceFailure].message,
          StateReasonCode: interfaceFailure,
        };
  return qualified({ ...shown, Timeout, ...state, LastUpdateStatus: "Successful" }, qualifier);
}

/** The configuration of a function while it is made or changed, as the request itself answers. */
export function beingMadeView({ Timeout, shown, change }: FunctionRecord): PlainObject {
  const reason = "The function is being created.";
  const state: PlainObject =
    change.what === "creation"
      ? { State: "Pending", StateReason: reason, StateReasonCode: "Creating" }
      : {
          State: "Active",
          LastUpdateStatus: "InProgress",
          LastUpdateStatusReason: reason,
          LastUpdateStatusReasonCode: "Creating",
        };
  return { ...shown, Timeout, RevisionId: change.revisionId, ...state };
}

/** A change that begins now, for as long as the scenario says that it takes, or as `own` says. */
export function changeBegun(
  what: FunctionChange["what"],
  plane: ControlPlane,
  own?: Distribution,
): FunctionChange {
  const { now, latencies } = plane;
  // What is there when a run begins was made before.
  const takesNone = what === "creation" && now === 0;
  const delay =
    own ??
    (what === "creation"
      ? (latencies["lambda.function.creation"] ?? functionChangeTimes.creation)
      : (latencies["lambda.function.update"] ?? functionChangeTimes.update));
  const length = takesNone ? 0 : Math.round(sample(delay, () => 0.5));
  return { what, until: (now + length) as Instant, revisionId: plane.uuid() };
}

/** What those hear who invoke a function that is being made, or change one that is being changed. */
export function unsettledRefusal(
  { shown, change }: FunctionRecord,
  { now }: Pick<ControlPlane, "now">,
): Refused | null {
  if (now >= change.until) return null;
  const cannot = "The operation cannot be performed at this time.";
  return lambdaRefusal(
    "ResourceConflictException",
    change.what === "creation"
      ? `${cannot} The function is currently in the following state: Pending`
      : `${cannot} An update is in progress for resource: ${spelled(shown["FunctionArn"])}`,
  );
}

const qualified = (view: PlainObject, qualifier: string): PlainObject =>
  qualifier === ""
    ? view
    : { ...view, FunctionArn: `${spelled(view["FunctionArn"])}:${qualifier}` };
