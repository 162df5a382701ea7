import type { PlainObject } from "../../service/refusal.ts";

/** A document of a segment, or of a subsegment that was sent by itself. Plain data. */
export interface Segment {
  readonly id: string;
  readonly traceId: string;
  /** Of which it is a part, or what called it; `null`: it begins its trace. */
  readonly parentId: string | null;
  readonly isInProgress: boolean;
  readonly size: number;
  readonly document: PlainObject;
}

/** A segment that is not taken, and why. */
export interface LeftSegment {
  readonly id: string | null;
  readonly code: string;
  readonly message: string;
}

/** How the segments of an account are kept. */
export interface StoreSettings {
  readonly epochMilliseconds: number;
  readonly keepsLogs: boolean;
  readonly segmentsPerSecond: number;
  /** What came of the request that made it: segments that it sent, those of logs, and how many traces it was given. */
  readonly first: {
    readonly sent: readonly Segment[];
    readonly logged: readonly Segment[];
    readonly read: { readonly retrieved?: number; readonly scanned?: number };
  };
}

/** What the control plane keeps of an account. Plain data. */
export interface StoreRecord {
  /** By name, in order of their making. */
  readonly rules: Readonly<Record<string, KeptRule>>;
  /** Clients that have told of a rule, and when they did last, in microseconds of virtual time. */
  readonly clients: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** When a rule was changed last, in seconds since 1970. */
  readonly changedAt: number;
}

/** A rule of sampling. */
export interface KeptRule {
  /** As AWS shows it. */
  readonly rule: PlainObject;
  /** In seconds since 1970. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}
