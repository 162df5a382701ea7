import type {
  Instant,
  Replied,
  Reply,
  Send,
  SetTimer,
  ClearTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { Unchanging } from "../../service/call.ts";
import type { Text } from "../../service/entry.ts";
import type { Trail, Trailed } from "../../service/origin.ts";
import type { Refused } from "../../service/refusal.ts";
import type { BucketSettings } from "./config.ts";
import type { Measured, PartContent } from "./content/content.ts";
import type { Grant, ObjectTag, ObjectTraits, Retention } from "./content/object-traits.ts";
import type { StoredVersion } from "./store/stored-version.ts";

/** Which version of an object: its number, the one whose id is `null`, or the newest. */
export type VersionAsked = number | "null" | "newest";

/** All that a bucket reacts to. */
export type BucketInput =
  | PutObject
  | BringObject
  | ReplicateObject
  | ReadObject
  | DeleteObjects
  | ListObjects
  | ListVersions
  | ChangeObject
  | CreateUpload
  | PutPart
  | CompleteUpload
  | AbortUpload
  | ListParts
  | ListUploads
  | TestNotifications
  | DescribeBucket
  | Replied<Tagged>
  | TimerFired
  | SettingsChanged<BucketSettings>;

/** How an object came. */
export type WriteKind = "Put" | "Post" | "Copy" | "CompleteMultipartUpload";

export interface PutObject extends Trailed, Measured {
  readonly type: "putObject";
  readonly key: string;
  readonly traits: ObjectTraits;
  readonly by: WriteKind;
  /** `null`: it is written whatever is there. */
  readonly condition: WriteCondition | null;
}

/** What a workload or another service brings: an object whose key the bucket's pattern makes, where it has none. */
export interface BringObject extends Trailed {
  readonly type: "bringObject";
  readonly size: number;
  readonly text: Text;
  /** `null`: by the pattern. */
  readonly key: string | null;
  /** A fault has it refused. @defaultValue false */
  readonly isRefused?: boolean;
  /** `null` for none. */
  readonly group: string | null;
}

/** Another bucket brings a copy of a version, or of a delete marker. Not an operation of the API: a rule of that bucket does it. */
export interface ReplicateObject extends Trailed, Measured {
  readonly type: "replicateObject";
  readonly key: string;
  readonly traits: ObjectTraits;
}

/** What must be there, or not, for a write or a delete. */
export type WriteCondition =
  /** No object of this key. */
  | { readonly type: "absent" }
  /** One with this entity tag; `*`: any. */
  | { readonly type: "matches"; readonly tag: string };

/** What somebody reads of an object. */
export type ReadUse =
  "get" | "head" | "copy" | "attributes" | "tags" | "grants" | "legalHold" | "retention";

export interface ReadObject {
  readonly type: "readObject";
  readonly key: string;
  readonly version: VersionAsked;
  readonly use: ReadUse;
  readonly condition: ReadCondition | null;
  /** As the header says it; `null` for all. */
  readonly range: string | null;
  /** From 1; `null` for all. */
  readonly part: number | null;
}

/** When an object is read, as the headers say it; what is `null` is not said. */
export interface ReadCondition {
  readonly match: string | null;
  readonly noneMatch: string | null;
  readonly modifiedSince: Instant | null;
  readonly unmodifiedSince: Instant | null;
}

export interface DeleteObjects extends Trailed {
  readonly type: "deleteObjects";
  readonly entries: readonly DeletedEntry[];
  /** Whether who asks may delete what is held for governance. */
  readonly bypasses: boolean;
  /** One object by itself, and not a list of them. */
  readonly isSingle: boolean;
}

export interface DeletedEntry {
  readonly key: string;
  readonly version: VersionAsked;
  readonly condition: WriteCondition | null;
}

export interface ListObjects {
  readonly type: "listObjects";
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** Behind this key; where it is a common prefix, behind all keys that have it. Empty: from the first. */
  readonly after: string;
  readonly most: number;
}

export interface ListVersions {
  readonly type: "listVersions";
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  /** Behind this version of the key {@link after}; `null`: behind all of them. */
  readonly afterVersion: VersionAsked | null;
  readonly most: number;
}

export interface ChangeObject extends Trailed {
  readonly type: "changeObject";
  readonly key: string;
  readonly version: VersionAsked;
  readonly change: ObjectChange;
}

export type ObjectChange =
  | { readonly type: "tags"; readonly tags: readonly ObjectTag[]; readonly isDeletion: boolean }
  | { readonly type: "grants"; readonly grants: readonly Grant[] | null }
  | { readonly type: "legalHold"; readonly on: boolean }
  | { readonly type: "retention"; readonly retention: Retention | null; readonly bypasses: boolean }
  /** Without days, of a tier that objects come back from for good. */
  | { readonly type: "restore"; readonly days: number | null; readonly tier: string };

export interface CreateUpload {
  readonly type: "createUpload";
  readonly key: string;
  readonly traits: ObjectTraits;
}

export interface PutPart extends Omit<PartContent, "contentOf"> {
  readonly type: "putPart";
  readonly upload: number;
  readonly key: string;
  /** Of a copy, what it is a copy of; 0: it is new. */
  readonly contentOf: number;
  readonly isCopy: boolean;
}

export interface CompleteUpload extends Trailed {
  readonly type: "completeUpload";
  readonly upload: number;
  readonly key: string;
  /** As whoever completes it lists them. */
  readonly parts: readonly ListedPart[];
  readonly size: number | null;
  /** The checksum that the whole must have; `null`: nobody says. */
  readonly checksum: string | null;
  readonly checksumType: string | null;
  readonly condition: WriteCondition | null;
}

export interface ListedPart {
  readonly number: number;
  /** Without quotes. */
  readonly tag: string;
  readonly checksum: string | null;
}

export interface AbortUpload {
  readonly type: "abortUpload";
  readonly upload: number;
  readonly key: string;
}

export interface ListParts {
  readonly type: "listParts";
  readonly upload: number;
  readonly key: string;
  readonly after: number;
  readonly most: number;
}

export interface ListUploads {
  readonly type: "listUploads";
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  /** Behind this upload of the key {@link after}; `null`: behind all of them. */
  readonly afterUpload: number | null;
  readonly most: number;
}

/** Sends the test message to destinations by their places. Not an operation of the API: a configuration does it. */
export interface TestNotifications extends Trailed {
  readonly type: "testNotifications";
  readonly destinations: readonly number[];
}

/** Asks what is there. Not an operation of the API: DeleteBucket does it. */
export interface DescribeBucket {
  readonly type: "describeBucket";
}

/** All that a bucket asks for. */
export type BucketEffect = Reply<BucketReply> | Send<Tagged> | SetTimer | ClearTimer;

/** How a bucket answers a request. */
export type BucketReply =
  | ObjectPut
  | (ObjectRead & Unchanging)
  | ObjectsDeleted
  | (ObjectsListed & Unchanging)
  | (VersionsListed & Unchanging)
  | ObjectChanged
  | { readonly type: "uploadCreated"; readonly upload: number }
  | PartPut
  | { readonly type: "uploadAborted" }
  | (PartsListed & Unchanging)
  | (UploadsListed & Unchanging)
  | { readonly type: "tested" }
  | ({ readonly type: "described"; readonly isEmpty: boolean } & Unchanging)
  | Refused;

export interface ObjectPut {
  readonly type: "objectPut";
  readonly version: StoredVersion;
}

export interface ObjectRead {
  readonly type: "objectRead";
  readonly version: StoredVersion;
  /** Bytes from, and up to but not with; `null` for all. */
  readonly range: readonly [from: number, until: number] | null;
  /** The part that was asked for. */
  readonly part: PartContent | null;
}

export interface ObjectsDeleted {
  readonly type: "objectsDeleted";
  /** One for each entry, in order. */
  readonly results: readonly (ObjectDeleted | Refused)[];
}

export interface ObjectDeleted {
  readonly type: "objectDeleted";
  /** The version that is gone; `null`: none is. */
  readonly gone: StoredVersion | null;
  /** The delete marker that was put; `null` for none. */
  readonly marker: StoredVersion | null;
}

export interface ObjectsListed {
  readonly type: "objectsListed";
  readonly items: readonly (StoredVersion | string)[];
  readonly isTruncated: boolean;
}

export interface VersionsListed {
  readonly type: "versionsListed";
  /** Texts are common prefixes. */
  readonly items: readonly (VersionListed | string)[];
  readonly isTruncated: boolean;
}

export interface VersionListed {
  readonly version: StoredVersion;
  readonly isLatest: boolean;
}

export interface ObjectChanged {
  readonly type: "objectChanged";
  readonly version: StoredVersion;
  /** Of a restore: a copy was there already. */
  readonly wasThere: boolean;
}

export interface PartPut {
  readonly type: "partPut";
  readonly part: PartContent;
  readonly putAt: Instant;
  readonly traits: ObjectTraits;
}

export interface PartsListed {
  readonly type: "partsListed";
  readonly parts: readonly UploadedPart[];
  readonly isTruncated: boolean;
  readonly traits: ObjectTraits;
}

/** A part that waits for its upload's completion. A value. */
export interface UploadedPart {
  readonly part: PartContent;
  readonly putAt: Instant;
}

export interface UploadsListed {
  readonly type: "uploadsListed";
  readonly items: readonly (UploadListed | string)[];
  readonly isTruncated: boolean;
}

export interface UploadListed {
  readonly number: number;
  readonly key: string;
  readonly createdAt: Instant;
  readonly traits: ObjectTraits;
}

/** Which copy an event is about. */
export interface ReplicationTold {
  readonly rule: string;
  /** The ARN of the bucket. */
  readonly destination: string;
  /** Why it is not there; `null`: nobody says. */
  readonly reason: string | null;
}

/** What a bucket tells others: something became of an object. A value. */
export interface ObjectEvent extends Trailed {
  /** Such as `ObjectCreated:Put`. */
  readonly name: string;
  /** What it is about. */
  readonly version: StoredVersion;
  readonly at: Instant;
  /** Grows with what becomes of a key; `null`: the event is about what is said of an object. */
  readonly sequence: number | null;
  /** S3 did it by itself, by a rule of its lifecycle. */
  readonly isLifecycle: boolean;
  /** Numbers in the bucket what led to it. */
  readonly request: number;
  /** Of events of copies, which one. */
  readonly replication?: ReplicationTold;
}

/** A version on its way to another bucket. A value. */
export interface Replica {
  readonly version: StoredVersion;
  /** The id of the rule. */
  readonly rule: string;
}

/** On its way to a destination. A value. */
export interface Notification {
  /** Which of the bucket's destinations. */
  readonly destination: number;
  /** The id of the configuration. */
  readonly configuration: string;
  /** `null`: the test message, or a copy. */
  readonly event: ObjectEvent | null;
  /** Of a copy, what is copied; `null`: it is none. */
  readonly replica: Replica | null;
  readonly at: Instant;
  readonly trail: Trail;
}
