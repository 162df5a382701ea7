import type { Plain } from "@orrery/kernel";
import { listOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { distributionKindName, functionKindName } from "../names.ts";
import { noDistribution, noFunction, type Checked } from "./refusals.ts";

/** Names with texts. */
export type Texts = Readonly<Record<string, string>>;

/** What the control plane keeps of a distribution. Plain data. */
export interface DistributionRecord {
  readonly id: string;
  /** As the API has it. */
  readonly config: PlainObject;
  readonly version: number;
  readonly tags: Texts;
  /** What it was joined to, by places among its connections. */
  readonly targets: readonly string[];
  /** What a scenario says of its origins and viewers. */
  readonly edge: PlainObject;
  readonly invalidations: readonly PlainObject[];
  readonly isMonitored: boolean;
  readonly LastModifiedTime: string;
}

/** What is kept of a function. */
export interface FunctionRecord {
  readonly config: PlainObject;
  readonly code: string;
  readonly version: number;
  /** The version that is live; `null`: none was published. */
  readonly live: number | null;
  readonly behavior: PlainObject;
  readonly tags: Texts;
  readonly LastModifiedTime: string;
}

/** What is kept of what distributions share. */
export interface SharedRecord {
  readonly kind: string;
  readonly id: string;
  readonly config: PlainObject;
  readonly version: number;
  readonly LastModifiedTime: string;
}

/** What is kept of a store. */
export interface StoreRecord {
  readonly id: string;
  readonly comment: string;
  readonly values: Texts;
  readonly version: number;
  readonly LastModifiedTime: string;
}

type AnyRecord = DistributionRecord | FunctionRecord | SharedRecord | StoreRecord;

export const distributionRecordOf = ({ record }: Resource): DistributionRecord =>
  record as unknown as DistributionRecord; // Made by plainOf.
export const functionRecordOf = ({ record }: Resource): FunctionRecord =>
  record as unknown as FunctionRecord; // Likewise.
export const sharedRecordOf = ({ record }: Resource): SharedRecord =>
  record as unknown as SharedRecord; // Likewise.
export const storeRecordOf = ({ record }: Resource): StoreRecord =>
  record as unknown as StoreRecord; // Likewise.

/** A record as the control plane stores it. */
export const plainOf = (record: AnyRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

/** The distribution that has an id. */
export const distributionAt = (id: Plain | undefined, plane: ControlPlane): Checked<Resource> =>
  plane.find(distributionKindName, textOf(id) ?? "") ?? noDistribution;

/** The function that has a name. */
export const functionAt = (name: Plain | undefined, plane: ControlPlane): Checked<Resource> =>
  plane.find(functionKindName, textOf(name) ?? "") ?? noFunction;

/** The items of a list as the API has it. */
export const itemsOf = (said: Plain | undefined): readonly Plain[] =>
  listOf(objectOf(said)["Items"]);

/** Those that are texts. */
export const textItems = (said: Plain | undefined): readonly string[] =>
  itemsOf(said).filter((each): each is string => typeof each === "string");
