import type { Duration, Plain } from "@orrery/kernel";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { Caller } from "../../service/caller.ts";
import type { Trailed } from "../../service/origin.ts";
import type { QueryAsked } from "../../service/query-engine.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { athenaAssumptions } from "./limits.ts";
import type { Column, TableLayout } from "./scan/layout.ts";
import type { Asked } from "./scan/scanning.ts";

/** Figures of ours that decide runs. */
export type AthenaFigures = FigureValues<typeof athenaAssumptions>;

/** How a workgroup is set: what its machine needs. */
export interface WorkgroupSettings {
  readonly workgroup: number;
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly epochMilliseconds: number;
  /** The kind of the default bus. */
  readonly busKind: string;
  /** The buckets that its queries write to, in the order of its connections. */
  readonly buckets: readonly BucketJoin[];
  /** The query with which it was made, as the first of its account; `null`: there was none. */
  readonly first: QueryPlan | null;
  /** Which of its connections leads to the capacity reservation that serves it; -1: none does. */
  readonly reserved: number;
  readonly assumed: AthenaFigures;
}

/** A bucket that results go to. */
export interface BucketJoin {
  readonly arn: string;
  /** `null`: it is not simulated. */
  readonly kind: string | null;
}

/** How much an account may do at a time. */
export interface AccountSettings {
  readonly dmlQueries: number;
  readonly ddlQueries: number;
  readonly runners: number;
}

/** How a capacity reservation is set. */
export interface ReservationSettings {
  readonly name: string;
  readonly dpus: number;
  /** It was asked to go. */
  readonly isCancelled: boolean;
  /** It is there as the run begins. */
  readonly isReady: boolean;
  readonly assumed: Pick<AthenaFigures, "provisioning" | "reservationMinimum">;
}

/** A column of results, with its type in Athena's words. */
export type ResultColumn = Column;

/** Why a query fails. Plain data. */
export interface QueryFailure {
  readonly message: string;
  /** 1: the system, 2: the user, 3: something else. */
  readonly category: 1 | 2 | 3;
  readonly errorType: number;
}

/** A table that a query reads. Plain data. */
export interface PlannedTable {
  readonly layout: TableLayout;
  readonly asked: Asked;
  /** Where its objects are looked for, as its size is not known; `null`: it is. */
  readonly listing: { readonly bucket: string; readonly prefix: string } | null;
}

/** A table that a connector reads. Plain data. */
export interface FederatedTable {
  readonly catalog: string;
  readonly database: string;
  readonly table: string;
  /** The ARNs of its functions. */
  readonly metadataFunction: string;
  readonly recordFunction: string;
  readonly columns: readonly string[] | null;
}

/** An operation that is asked for once the engine is done. Plain data. */
export interface PlannedCall {
  readonly service: string;
  readonly operation: string;
  readonly params: PlainObject;
  /** Refusals of this code are as good as an answer. */
  readonly tolerates: string | null;
}

/** Objects that a query writes beside its results. Plain data. */
export interface PlannedObjects {
  readonly bucket: number;
  readonly keys: readonly string[];
  /** What a byte of text that is read becomes, and what one of columnar files does. */
  readonly textFactor: number;
  readonly columnarFactor: number;
  /** What a scenario says of all bytes; `null`: by the ratio. */
  readonly size: number | null;
  /** The table whose contents they are, with the call that says so; `null`: of none. */
  readonly table: PlannedCall | null;
}

/** What MSCK REPAIR TABLE looks for. Plain data. */
export interface PlannedRepair {
  readonly database: string;
  readonly table: string;
  readonly keys: readonly Column[];
  readonly location: string;
  /** The values of partitions that are known, with slashes between. */
  readonly known: readonly string[];
}

/** What a query asks of the data of its tables. Plain data. */
export interface DataQuery {
  readonly asked: QueryAsked;
  /** Tables that it reads and that have no data. */
  readonly lacking: readonly string[];
  /** A scenario says what it answers where the data do not. */
  readonly isSaid: boolean;
  /** The columns of the table that it adds to, in the order of what it selects; `null`: it adds to none. */
  readonly into: readonly string[] | null;
}

/** The rows that a query writes into a table. Plain data. */
export interface WrittenRows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** All that is known of a query as it begins. A value. */
export interface QueryPlan extends Trailed {
  readonly id: string;
  readonly token: string | null;
  readonly sql: string;
  readonly catalog: string;
  readonly database: string;
  readonly parameters: readonly string[];
  readonly type: "DDL" | "DML" | "UTILITY";
  readonly subtype: string;
  readonly quota: "dml" | "ddl";
  /** Where its results go; `null`: Athena keeps them. */
  readonly output: {
    readonly location: string;
    readonly bucket: number;
    readonly key: string;
  } | null;
  /** As it is shown. */
  readonly shown: PlainObject;
  /** Bytes at which it is cancelled; `null`: none. */
  readonly cutoff: number | null;
  readonly timeout: Duration;
  /** By what an earlier result is known, and how old it may be; `null`: none is wanted. */
  readonly reuse: { readonly key: string; readonly age: Duration } | null;
  readonly dpus: number;
  readonly tables: readonly PlannedTable[];
  readonly federated: readonly FederatedTable[];
  readonly columns: readonly ResultColumn[];
  /** Its rows, as far as anybody says them; texts. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** What a scenario says in place of what follows from its tables; `null`: nothing. */
  readonly said: {
    readonly bytes: number | null;
    readonly time: Duration | null;
    readonly rows: number | null;
    readonly resultBytes: number | null;
    readonly failures: number;
    readonly error: string;
  };
  /** It fails as it begins to run, for this; `null`: it does not. */
  readonly failure: QueryFailure | null;
  /** Nobody could read it, so that nothing follows from it. */
  readonly isUnread: boolean;
  readonly calls: readonly PlannedCall[];
  /** Partitions are added that lie in S3; `null`: it is another statement. */
  readonly repair: PlannedRepair | null;
  readonly objects: PlannedObjects | null;
  /** What it asks of data, until it has read them; `null`: its tables have none. */
  readonly data: DataQuery | null;
  readonly caller: Caller;
}

/** What the control plane keeps of a workgroup. */
export interface WorkgroupRecord {
  readonly description: string;
  readonly state: "ENABLED" | "DISABLED";
  /** As AWS shows it. */
  readonly configuration: PlainObject;
  readonly tags: readonly PlainObject[];
  /** By their ids. */
  readonly queries: readonly PlainObject[];
  readonly statements: readonly PlainObject[];
  readonly buckets: readonly BucketJoin[];
  /** The number of the capacity reservation that serves it. */
  readonly reservation: number | null;
  /** Those that ever did, in the order of its connections. */
  readonly reservations: readonly number[];
  /** What a scenario says of its queries. */
  readonly says: Plain;
}

/** What the control plane keeps of the account. */
export interface AccountRecord {
  readonly catalogs: readonly PlainObject[];
}

/** What it keeps of a capacity reservation. */
export interface ReservationRecord {
  readonly workgroups: readonly string[];
  readonly tags: readonly PlainObject[];
}
