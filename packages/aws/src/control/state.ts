import type {
  Connection,
  Distribution,
  Instant,
  Plain,
  RequestId,
  Slab,
  SlabId,
  Table,
  Tagged,
} from "@orrery/kernel";
import type { Assumptions, FigureValues } from "../service/assumed-figure.ts";
import type { Caller, Denial } from "../service/caller.ts";
import type { BegunCall, CallReply } from "../service/call.ts";
import type { Kinds } from "../service/kinds.ts";
import type { Bucket } from "../service/rate-bucket.ts";
import type { World } from "../service/resource-kind.ts";
import type { Resource } from "../service/resource.ts";
import type { ServiceModel } from "../service/service-model.ts";
import type { Identity } from "../service/identity.ts";
import type { controlAssumptions } from "./limits.ts";

/** The account and Region that the control plane looks after. */
export interface ControlSettings {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** The date whose rules of AWS hold, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly latencies: Readonly<Record<string, Distribution>>;
  /** Figures in place of ours by name, checked: those of the services … */
  readonly assumptions: Assumptions;
  /** … and what holds of its own. */
  readonly assumed: FigureValues<typeof controlAssumptions>;
  /** Quotas of the account, all of them, by name. */
  readonly quotas: Readonly<Record<string, number>>;
  /** What happens when something is called that is not modeled. */
  readonly unmodeled: UnmodeledAnswers;
  /** Whether what resources log is kept, so that it can be read; it decides nothing else. */
  readonly keepsLogs: boolean;
  /** Who calls from outside: the account itself. */
  readonly caller: Caller;
  /** How policies are minded; `null`: everybody may do everything. */
  readonly iam: PolicySettings | null;
  /** What leads from outside to resources, with the verdicts of the beginning. */
  readonly entrances: readonly Join[];
}

/** A connection that somebody must be allowed to use, with the verdict that holds. */
export interface Join {
  /** Where it begins. */
  readonly component: string;
  /** As it is where it is allowed. */
  readonly connection: Connection;
  readonly access: Denial;
  readonly isDenied: boolean;
  /** Which policy is against it, whether or not that is minded; `null`: none. */
  readonly because: string | null;
}

/** How policies are minded. Plain data. */
export interface PolicySettings {
  /** `warn`: what they do not allow happens all the same, and is told. */
  readonly mode: "warn" | "enforce";
  /** Policies of an organization as texts, on accounts and on resources; none: it has none. */
  readonly serviceControl: readonly string[];
  readonly resourceControl: readonly string[];
}

/** Something that policies do not allow, and how often it was asked for. */
export interface DeniedCall {
  readonly principal: string;
  /** The ARN of the resource that asked; `null`: who asked asked for himself. */
  readonly source: string | null;
  readonly action: string;
  readonly arn: string;
  readonly because: string;
  readonly count: number;
}

/** All resources of an account in a Region, and the calls that wait for one of them. */
export interface ControlState {
  /** By kind and name. */
  readonly resources: Table<Resource>;
  /** Keys of {@link resources} by ARN and by number. */
  readonly keys: Table<string>;
  /** When a resource of this kind and name was deleted last. */
  readonly deletions: Table<Instant>;
  /** Connections between resources that somebody must be allowed to use, by where they begin. */
  readonly joins: Table<Join>;
  /** Keys of {@link joins} by the component where they begin, and by the ARN to which they lead. */
  readonly joinKeys: Table<readonly string[]>;
  /** Another object after each change of a resource. */
  readonly version: object;
  readonly calls: Slab<WaitingCall>;
  readonly asks: Slab<OpenAsk>;
  readonly resourceCount: number;
  /** Calls that came from outside; numbers the next one. */
  readonly outsideCount: number;
  /** Answers to calls that are not modeled, until they are due. */
  readonly answers: Slab<WaitingAnswer>;
  /** By operation: how often it was called that is not modeled. */
  readonly unmodeledCalls: Table<UnmodeledCount>;
  /** All of them together; numbers the next one. */
  readonly unmodeledCount: number;
  /** The operations that were called, such as `sqs:SendMessage`: for reports, they decide nothing. */
  readonly called: Table<true>;
  /** What is left of rates of calls, by operation or quota, and what it is a rate of. */
  readonly rates: Table<Bucket>;
  /** Roles and policies by their ARNs, as IAM shows them, … */
  readonly identities: Table<Identity>;
  /** … as those decide by them who ask what somebody may do, … */
  readonly powers: Table<Identity>;
  /** … and those that are on their way there. */
  readonly spreading: Slab<Identity>;
  /** What was asked for in vain, or would have been: for reports, it decides nothing. */
  readonly denials: Table<DeniedCall>;
  /** Roles, policies and condition keys that had a say and that nobody knows: for reports. */
  readonly unknown: Table<true>;
}

/** What the control plane knows of services: their operations, and how resources of each kind are read. */
export interface ControlledServices extends Pick<World, "sources" | "scalableOf"> {
  readonly services: readonly ServiceModel[];
  readonly kinds: Kinds;
}

/** A call that goes on when the machines have answered that it asked. */
export interface WaitingCall {
  readonly request: RequestId;
  readonly call: BegunCall;
  /** What the operation wants to know again when the answers come. */
  readonly kept: Plain;
  /** By the order in which they were asked; `null`: not answered yet. */
  readonly bodies: readonly (Tagged | null)[];
  /** Whether several were asked, so that one that refuses does not speak for all. */
  readonly isOfAll: boolean;
}

/** One of the machines that a call waits for. */
export interface OpenAsk {
  readonly call: SlabId;
  readonly place: number;
}

/** What happens when an operation is called that is not modeled: a scenario says so. Plain data. */
export interface UnmodeledAnswer {
  /** How long the answer takes, in microseconds. @defaultValue no time */
  readonly after?: Distribution;
  /** What the caller gets, unless {@link error} does. @defaultValue an empty object */
  readonly response?: Plain;
  /** An error of AWS in its place. */
  readonly error?: { readonly code: string; readonly message: string };
  /** The part of the calls that get the error, above 0 and at most 1. @defaultValue 1 */
  readonly share?: number;
}

/** Answers by operation, such as `rekognition:DetectFaces`, or by service, such as `rekognition:*`. */
export type UnmodeledAnswers = Readonly<Record<string, UnmodeledAnswer>>;

/** How often an operation that is not modeled was called, and how many calls got the error. */
export interface UnmodeledCount {
  readonly calls: number;
  readonly errors: number;
}

/** An answer that is on its way. */
export interface WaitingAnswer {
  readonly request: RequestId;
  readonly body: CallReply;
}
