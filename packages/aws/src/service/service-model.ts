import type { Distribution, Duration, Instant, Limit, Plain, Tagged } from "@orrery/kernel";
import type { AssumedFigure, Assumptions } from "./assumed-figure.ts";
import type { ApiModel } from "../request/api-model.ts";
import type { CallRates } from "./call-rate.ts";
import type { Access, Authorize, Caller, Denial } from "./caller.ts";
import type { Dialect } from "../request/dialect.ts";
import type { Identity } from "./identity.ts";
import type { LoggingResource } from "./log.ts";
import type { Trail } from "./origin.ts";
import type { ScalableOf } from "./scalable-dimension.ts";
import type { Sources } from "./source.ts";
import type { NotModeled, PlainObject, Refused } from "./refusal.ts";
import type { Resource } from "./resource.ts";
import type { Rule } from "./rule.ts";
import type { SampleEvents } from "./sample-event.ts";
import type { ResourceKind, World } from "./resource-kind.ts";
import type { TemplateType } from "./template-type.ts";

/** The name of the control plane's component. */
export const controlName = "aws.control";

/**
 * What an operation decides: respond at once, refuse, ask the machine of one resource or of several, or
 * say that this part of it is not modeled.
 */
export type Step =
  | { readonly type: "respond"; readonly response: PlainObject }
  | Refused
  | NotModeled
  | Ask
  | AskAll;

/**
 * Asks a resource's own machine. An input that brings something bears the call's trail in its member
 * `trail`, and nowhere else: a call that is made once more is given its own there.
 */
export interface Ask {
  readonly type: "ask";
  readonly resource: number;
  readonly input: Tagged;
  /** Comes back with the answer: what is needed of what held when the call came. */
  readonly kept?: Plain;
}

/** Asks the machines of several resources at once; {@link Operation.next} has their answers in this order. */
export interface AskAll {
  readonly type: "askAll";
  readonly asks: readonly Pick<Ask, "resource" | "input">[];
  readonly kept?: Plain;
  /** How long answers are waited for, at most. Left out: as long as whoever called waits. */
  readonly patience?: Duration;
  /** It settles what was begun, whether or not whoever called still waits: so much later. Left out: it does not. */
  readonly settlesAfter?: Duration;
}

/** The account, Region and resources, as an operation sees and changes them. */
export interface ControlPlane {
  readonly now: Instant;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** The date whose rules hold, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Latencies that the scenario gives in place of ours, in microseconds by name, such as `sqs.standard.toLambda`. */
  readonly latencies: Readonly<Record<string, Distribution>>;
  /** The resources that log by themselves, in order of their making. */
  logWriters(): readonly LoggingResource[];
  /** Whether what resources log is kept, so that it can be read. */
  readonly keepsLogs: boolean;
  /** Figures that the scenario gives in place of ours, checked. */
  readonly assumptions: Assumptions;
  /** A quota of the account by its name, such as `lambda.concurrentExecutions`. */
  quota(name: string): number;
  /** What led to the call that is carried out: whatever it brings bears this. */
  readonly trail: Trail;
  /** Who made the call that is carried out. */
  readonly caller: Caller;
  /** Whether anybody asks what policies allow. */
  readonly mindsPolicies: boolean;
  /** Whether a caller may do something; what an operation does by its own name was asked before. */
  readonly authorize: Authorize;
  /** How other services' resources are read. */
  readonly sources: Sources;
  /** The capacity of this name that can be scaled; `undefined`: nothing that is simulated has it. */
  readonly scalableOf: ScalableOf;
  /** What a resource's own machine answers within this instant; it does nothing but answer, and no fault strikes it. */
  consult(resource: number, question: Tagged): Tagged;
  find(kind: string, name: string): Resource | undefined;
  findByArn(arn: string): Resource | undefined;
  findByNumber(number: number): Resource | undefined;
  /** The resource of this kind that has a {@link Resource.mark}; the last that was given it. */
  findByMark(kind: string, mark: string): Resource | undefined;
  /** All resources of a kind, in order of their making. */
  list(kind: string): readonly Resource[];
  /** When a resource of this name was deleted last; `undefined` when never. */
  deletedAt(kind: string, name: string): Instant | undefined;
  /**
   * What a connection leads to by its ARN: the resource that has it now or will have it. While none has,
   * senders hear the refusal of the ARN's service. `null`: it is of another account or Region, or of a kind
   * that is not modeled.
   */
  target(arn: string): Target | null;
  /** The API that an ARN of a method is of; `null`: it is none, or no API is there. */
  apiAt(arn: string): Target | null;
  /** Roles and policies that are kept of the account: nothing asks them but who wants to know what somebody may do. */
  readonly identities: Identities;
  /** The resource that takes requests of HTTP under a name in DNS; `undefined`: none that is simulated has it. */
  atDomain(domain: string): Resource | undefined;
  /** Makes a resource and its component before the next event. `settings` are the machine's own. */
  create(
    resource: Pick<Resource, "kind" | "name" | "arn" | "record" | "mark"> & {
      /** What reports call it that is there in every account. @defaultValue what made it is called in a template */
      readonly logicalId?: string;
      /** What reports call it where a call in the run makes it. @defaultValue nothing: it is not in reports */
      readonly otherwise?: string;
      /** It is of the account, and not of what a template calls by a logical id. */
      readonly isShared?: boolean;
      /** It comes with what the call makes, and is called after it: `Topic` of `Reads` is `ReadsTopic`. */
      readonly part?: string;
      /** A resource of the same metrics that it is a part of: what is observed of it counts there, too. */
      readonly countsInto?: number;
    },
    settings: (number: number) => unknown,
    connections?: (number: number) => readonly ResourceConnection[],
  ): Resource;
  /** Replaces record, mark, settings or connections; what is left out stays. `null` takes a mark away. */
  change(
    resource: Resource,
    change: {
      readonly record?: PlainObject;
      readonly mark?: string | null;
      readonly settings?: unknown;
      readonly connections?: readonly ResourceConnection[];
    },
  ): Resource;
  /** Deletes the resource; those who ask it from now on hear `refusal`. */
  delete(resource: Resource, refusal: Refused): void;
  /** A UUID that differs from every other of this run, the same in every repetition. */
  uuid(): string;
}

/** Roles and policies by their ARNs. */
export interface Identities {
  at(arn: string): Identity | undefined;
  /** In the order of their making. */
  list(): readonly Identity[];
  /** Keeps one, in place of what has its ARN; `delay` later those who ask what it may do hear of it. */
  keep(identity: Identity, delay: Duration): void;
  forget(arn: string, delay: Duration): void;
}

/** Where an ARN leads, there or not. */
export interface Target {
  readonly kind: string;
  /** The name of its component. */
  readonly component: string;
  /** What whoever brings something there must be allowed to do. */
  readonly action: string;
}

/** Joins a port of a resource's component to another resource's. */
export interface ResourceConnection {
  readonly port: string;
  readonly to: number;
  /** A resource's number, or a component's name: of a {@link Target}, or {@link controlName}. */
  readonly target: number | string;
  /**
   * Who asks what through it: where that is not allowed, who sends hears so in place of the target. Left
   * out: services do it by themselves, or each request says who asks.
   */
  readonly access?: Denial;
  /** How long requests take to get there, in microseconds; left out: no time. */
  readonly request?: Distribution;
  /** How long replies take to get back, in microseconds; left out: no time. */
  readonly reply?: Distribution;
}

/** An operation of AWS's API. */
export interface Operation {
  /** Does what can be done at once. `params` have the names, types and bounds of the service's model. */
  begin(params: PlainObject, plane: ControlPlane): Step;
  /**
   * Makes the response of the machine's reply, where {@link begin} asked one. It changes nothing, so the
   * machine answers straight to whoever calls.
   */
  respond?(
    body: Tagged,
    params: PlainObject,
    plane: ControlPlane,
    kept: Plain,
  ): PlainObject | Refused;
  /**
   * Goes on from the replies, where something is still to be changed or asked; in place of {@link respond}.
   * Of several machines, refusals are among the replies; of one, this is not called when it refuses. Beside
   * {@link respond} it hears of several alone.
   */
  next?(bodies: readonly Tagged[], params: PlainObject, plane: ControlPlane, kept: Plain): Step;
  /** Puts the machine's refusal into AWS's words, where they name what the machine does not know. */
  refuse?(refusal: Refused, params: PlainObject): Refused;
  /** How the answer goes on, of an operation whose response is a stream of events. */
  readonly channel?: Channel;
}

/** A stream of events that an operation opens: whoever called from outside takes them one by one. */
export interface Channel {
  /** The member of the response that is the stream. */
  readonly member: string;
  /** What is asked of which resource for the next event. */
  next(params: PlainObject): {
    readonly kind: string;
    readonly name: string;
    readonly input: Tagged;
  };
  /** An event as AWS shapes it; `null`: there are no more. */
  shown(body: Tagged): PlainObject | null;
}

/** Operations by their AWS name, such as `SendMessage`. */
export type Operations = Readonly<Record<string, Operation>>;

/** A quota of the account; AWS may start it elsewhere in some Regions. */
export interface Quota extends Limit<number> {
  /** Its default by Region. @defaultValue the same in all */
  readonly byRegion?: Readonly<Record<string, number>>;
}

/** A service of AWS: what its folder exports for `services.ts`. */
export interface ServiceModel {
  /** As the client names it, such as `sqs`. */
  readonly service: string;
  /** What the names of its VPC endpoints end in. @defaultValue its own name */
  readonly endpoint?: string;
  /** Its kinds of resources. */
  readonly kinds: (world: World) => readonly ResourceKind[];
  readonly operations: Operations;
  /** What callers must be allowed to do, and how they hear that they are not. */
  readonly access: Access;
  /** The rules of AWS that its operations follow, of a service without kinds. @defaultValue none */
  readonly rules?: readonly Rule[];
  /** What AWS does not say and its machines take for granted. @defaultValue nothing */
  readonly assumptions?: readonly AssumedFigure[];
  /** What AWS publishes about {@link operations}: calls are checked against it before they begin. */
  readonly model: ApiModel;
  /** How it words what is wrong with a request, where it has words of its own. */
  readonly dialect?: Dialect;
  /** What CloudFormation templates may have of it. */
  readonly templateTypes: readonly TemplateType[];
  /** What a scenario may give in place of our latencies, by name: one sentence each. Left out: nothing. */
  readonly latencies?: Readonly<Record<string, string>>;
  /** How often its operations may be called. Left out: as often as anybody likes. */
  readonly callRates?: CallRates;
  /** Quotas of the account that a scenario may set, by name; AWS raises them on request. Left out: none. */
  readonly quotas?: Readonly<Record<string, Quota>>;
  /** The events that it brings to others, for documents, tests and recorded samples. Left out: none. */
  readonly events?: SampleEvents;
  /** Whether an operation makes something that reads what is logged, so that runs keep it. @defaultValue none does */
  needsLogs?(operation: string, params: PlainObject): boolean;
  /** Makes what is there in every account, before the first operation. */
  setUp?(plane: ControlPlane): void;
  /** Makes what is in every account and has this ARN, where something first leads there. */
  provide?(arn: string, plane: ControlPlane): void;
}
