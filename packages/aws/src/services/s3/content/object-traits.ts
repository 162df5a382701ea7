import type { Instant } from "@orrery/kernel";
import type { ChecksumAlgorithm } from "./checksums.ts";

/** What is said of an object beside its content. A value, shared by all objects that are alike. */
export interface ObjectTraits {
  /** Headers by the names that parameters have, such as `ContentType`; what is left out has no value. */
  readonly headers: Readonly<Record<string, string>>;
  /** What users say of it, by names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly storageClass: string;
  /** Of an object that S3 tiers by itself, the tier from which it has to be restored; `null`: it can be read. */
  readonly tier: ArchiveTier | null;
  readonly encryption: Encryption;
  readonly checksum: ChecksumSaid;
  /** In order of their coming. */
  readonly tags: readonly ObjectTag[];
  /** `null`: that of a private object. */
  readonly grants: readonly Grant[] | null;
  readonly legalHold: boolean;
  /** Until when nobody may delete it; `null`: anybody may. */
  readonly retention: Retention | null;
  /** Of an object in an archive, a copy that can be read for a while; `null`: there is none. */
  readonly restore: Restore | null;
}

/** A tier of objects that nobody read for long, from which they have to be restored. */
export type ArchiveTier = "ARCHIVE_ACCESS" | "DEEP_ARCHIVE_ACCESS";

/** How an object is encrypted. */
export interface Encryption {
  /** Such as `AES256`; `null`: by a key that comes with each request. */
  readonly algorithm: string | null;
  readonly keyId: string | null;
  readonly bucketKey: boolean;
  /** The MD5 of the key that comes with each request; `null` for none. */
  readonly customerKey: string | null;
}

/** Which checksum of an object is shown. */
export interface ChecksumSaid {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: "FULL_OBJECT" | "COMPOSITE";
  /** As whoever put it said it, where its content is not known; `null`: it follows from the content. */
  readonly value: string | null;
}

export interface ObjectTag {
  readonly key: string;
  readonly value: string;
}

/** What somebody may do. */
export interface Grant {
  readonly permission: string;
  readonly grantee: Readonly<Record<string, string>>;
}

export interface Retention {
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  /** An instant of the simulation, which may be before 0. */
  readonly until: number;
}

export interface Restore {
  /** When it can be read. */
  readonly from: Instant;
  /** When it no longer can. */
  readonly until: Instant;
}

/** Encryption by keys of S3. */
export const usualEncryption: Encryption = Object.freeze({
  algorithm: "AES256",
  keyId: null,
  bucketKey: false,
  customerKey: null,
});

/** What S3 computes by itself. */
export const usualChecksum: ChecksumSaid = Object.freeze({
  algorithm: "CRC64NVME",
  type: "FULL_OBJECT",
  value: null,
});

/** Of an object that nobody said anything about. */
export const usualTraits: ObjectTraits = Object.freeze({
  headers: Object.freeze({}),
  metadata: Object.freeze({}),
  storageClass: "STANDARD",
  tier: null,
  encryption: usualEncryption,
  checksum: usualChecksum,
  tags: Object.freeze([]),
  grants: null,
  legalHold: false,
  retention: null,
  restore: null,
});

/** Whether an object has to be restored before it can be read, by its class or its tier. */
export const isArchived = ({ storageClass, tier }: ObjectTraits): boolean =>
  storageClass === "GLACIER" || storageClass === "DEEP_ARCHIVE" || tier !== null;
