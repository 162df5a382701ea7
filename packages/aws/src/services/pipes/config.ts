import type { Distribution, Instant, Plain } from "@orrery/kernel";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { pipesAssumptions } from "./limits.ts";

/** What a pipe does with the batches that it is given. */
export interface PipeSettings {
  /** The resource number. */
  readonly pipe: number;
  readonly name: string;
  readonly arn: string;
  readonly source: string;
  /** The ARN of the resource that is read. */
  readonly reads: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  /** Whether a batch of which a part fails is tried again as a whole. */
  readonly failsWhole: boolean;
  /** `null`: events go on as they are. */
  readonly enrichment: EnrichmentPlan | null;
  readonly target: TargetPlan;
  /** `null`: it logs nothing. */
  readonly logging: LogPlan | null;
  /** When it reads that was changed last. */
  readonly activeFrom: Instant;
  readonly assumed: FigureValues<typeof pipesAssumptions>;
}

/** How much a pipe logs. */
export type LogLevel = "ERROR" | "INFO" | "TRACE";

/** What a pipe logs, and where. */
export interface LogPlan {
  readonly level: LogLevel;
  /** Whether records have the events, and what enrichment and target are asked and answer. */
  readonly hasData: boolean;
  /** Whether what a log group gets is kept. */
  readonly isKept: boolean;
  /** The delivery stream that gets each record; `null`: none does. */
  readonly stream: LogTaker | null;
  /** The bucket that gets them together; `null`: none does. */
  readonly bucket: (LogTaker & { readonly prefix: string }) | null;
}

/** Who takes records of a log. */
export interface LogTaker {
  /** `null`: nothing that is modeled. */
  readonly kind: string | null;
}

/** What makes other events of a batch. */
export interface EnrichmentPlan {
  readonly arn: string;
  /** The kind of what answers; `null`: nothing that is modeled. */
  readonly kind: string | null;
  /** Parameters of the request that an API gets; `null`: it is none. */
  readonly http: PlainObject | null;
  /** What it is given of each event; `null`: the event. */
  readonly template: string | null;
  /** What is answered where nothing is modeled. */
  readonly answers: EnrichmentAnswers;
}

/** What a scenario says of an enrichment that is not modeled. */
export interface EnrichmentAnswers {
  /** Left out: the events as they are. */
  readonly response?: Plain;
  /** Left out: at once. */
  readonly after?: Distribution;
}

/** Where the events of a batch go. */
export interface TargetPlan {
  readonly arn: string;
  /** The kind of what takes them; `null`: nothing that is modeled. */
  readonly kind: string | null;
  /** Whether the pipe waits for what it makes of a batch, where it can say so. */
  readonly isWaitedFor: boolean;
  /** Parameters of the request that an API gets, each perhaps a path into the event; `null`: it is none. */
  readonly http: PlainObject | null;
  /** What it is given of each event; `null`: the event. */
  readonly template: string | null;
  /** The message group or partition key, perhaps a path into the event; `null`: none. */
  readonly group: string | null;
  readonly deduplicationId: string | null;
  /** What makes an event of a bus; `null`: it is none. */
  readonly bus: BusPlan | null;
}

/** What makes an event of a bus, each perhaps a path into the event. */
export interface BusPlan {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly time: string | null;
}

/** What the account has for all its pipes. */
export interface AccountSettings {
  readonly concurrentExecutions: number;
}
