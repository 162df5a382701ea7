import type { Caller } from "../../service/caller.ts";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { s3controlAssumptions } from "./limits.ts";
import type { ShownJob } from "./task.ts";
import type { NamedOperation } from "./task.ts";

/** What a job has of where it is, and of what it is to do. */
export interface JobSettings {
  /** Its resource number. */
  readonly job: number;
  /** Which of the account's targets it is. */
  readonly place: number;
  readonly shown: ShownJob;
  readonly arn: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly epochMilliseconds: number;
  /** The role that it acts with. */
  readonly caller: Caller;
  readonly operation: NamedOperation;
  /** The kind of the function that it invokes, with its ARN; `null`: it invokes none. */
  readonly function: { readonly arn: string; readonly kind: string } | null;
  /** The kind of the default bus. */
  readonly busKind: string;
  readonly objects: ObjectList;
  /** `null`: it writes none. */
  readonly report: ReportPlan | null;
  /** Objects that it may be about. */
  readonly mostObjects: number;
  readonly priority: number;
  readonly isConfirmed: boolean;
  /** It was made, and is to begin. */
  readonly isBegun: boolean;
  readonly assumed: FigureValues<typeof s3controlAssumptions>;
}

/** What a job is about: a list that lies in a bucket, or what a bucket has. */
export type ObjectList = ListedObjects | GeneratedList;

export interface ListedObjects {
  readonly type: "manifest";
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | null;
  readonly etag: string;
  readonly fields: readonly string[];
}

export interface GeneratedList {
  readonly type: "generated";
  readonly bucket: string;
  readonly filter: ObjectFilter;
  /** Where the list is written, and under which prefix; `null`: nowhere. */
  readonly output: { readonly bucket: string; readonly prefix: string | null } | null;
}

/** Which objects of a bucket a list has; `null`: all. */
export interface ObjectFilter {
  readonly prefixes: readonly string[] | null;
  readonly suffixes: readonly string[] | null;
  readonly substrings: readonly string[] | null;
  readonly storageClasses: readonly string[] | null;
  /** Bytes, neither of them included. */
  readonly above: number | null;
  readonly below: number | null;
  /** Seconds since 1970, neither of them included. */
  readonly after: number | null;
  readonly before: number | null;
}

/** Where a job writes what became of its tasks. */
export interface ReportPlan {
  readonly bucket: string;
  readonly prefix: string | null;
  readonly hasAll: boolean;
}

/** What the control plane keeps of a job. */
export interface JobRecord {
  /** As it was asked for. */
  readonly asked: PlainObject;
  readonly tags: readonly PlainObject[];
}
