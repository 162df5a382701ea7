import { seconds } from "@orrery/kernel";
import type { PlainObject } from "../refusal.ts";
import type { ControlPlane, Resource } from "../service.ts";
import { environmentModelOf, type Behavior, type FunctionSettings } from "./config.ts";
import { spelled } from "./request-check.ts";

/** The kind of a function's machine. */
export const functionKind = "lambda.function";

/** What the control plane keeps of a function. Plain data. */
export interface FunctionRecord {
  /** In seconds. Here, and not among what is {@link shown}, since event source mappings read it. */
  readonly Timeout: number;
  /** The other members of its configuration that do not depend on its state, as AWS shows them. */
  readonly shown: PlainObject;
  /** Where its image is; `null` for a zip package. */
  readonly imageUri: string | null;
  readonly tags: PlainObject;
  /** Raised by each change of code or configuration. */
  readonly revision: number;
  /** `null`: it shares the account's unreserved concurrency. */
  readonly reservedConcurrency: number | null;
  readonly behavior: Behavior;
  /** Whether it waits for its machine to be done before it goes. */
  readonly isDeleting: boolean;
}

/** What is kept of a function. */
export const recordOf = (resource: Resource): FunctionRecord =>
  resource.record as unknown as FunctionRecord; // Made by `plain`.

/** A record as the control plane keeps it. */
export const plain = (record: FunctionRecord): PlainObject => record as unknown as PlainObject; // Plain data.

/** The settings of a function's machine. */
export function settingsOf(
  { Timeout, shown, revision, reservedConcurrency, behavior }: FunctionRecord,
  number: number,
  { region, asOf, epochMilliseconds, latencies }: ControlPlane,
): FunctionSettings {
  // All were checked, or made by us.
  const { FunctionName, FunctionArn, Runtime, Architectures, PackageType, MemorySize } =
    shown as unknown as ShownMembers;
  const { EphemeralStorage } = shown as unknown as ShownMembers;
  const kind = {
    runtime: Runtime ?? null,
    architecture: Architectures[0],
    packageType: PackageType,
    memorySize: MemorySize,
    asOf,
    behavior,
  };
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
    revision,
    environments: environmentModelOf({ ...kind, latencies }),
  };
}

interface ShownMembers {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Runtime?: string;
  readonly Architectures: readonly ["x86_64" | "arm64"];
  readonly PackageType: "Zip" | "Image";
  readonly MemorySize: number;
  readonly EphemeralStorage: { readonly Size: number };
}

/** A configuration in a list, which says nothing of states. */
export function listedView({ Timeout, shown }: FunctionRecord, qualifier: string): PlainObject {
  const { RuntimeVersionConfig: _, ...listed } = shown;
  return qualified({ ...listed, Timeout }, qualifier);
}

/** The configuration of a function that is ready; its ARN with the qualifier that was asked for. */
export const readyView = ({ Timeout, shown }: FunctionRecord, qualifier: string): PlainObject =>
  qualified({ ...shown, Timeout, State: "Active", LastUpdateStatus: "Successful" }, qualifier);

/** The configuration in the response that creates a function. */
export const pendingView = (
  { Timeout, shown }: FunctionRecord,
  revisionId: string,
): PlainObject => ({
  ...shown,
  Timeout,
  RevisionId: revisionId,
  State: "Pending",
  StateReason: "The function is being created.",
  StateReasonCode: "Creating",
});

/** The configuration in the response that changes a function. */
export const updatingView = (
  { Timeout, shown }: FunctionRecord,
  revisionId: string,
): PlainObject => ({
  ...shown,
  Timeout,
  RevisionId: revisionId,
  State: "Active",
  LastUpdateStatus: "InProgress",
  LastUpdateStatusReason: "The function is being created.",
  LastUpdateStatusReasonCode: "Creating",
});

const qualified = (view: PlainObject, qualifier: string): PlainObject =>
  qualifier === ""
    ? view
    : { ...view, FunctionArn: `${spelled(view["FunctionArn"])}:${qualifier}` };
