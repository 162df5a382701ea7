import type { Plain } from "@orrery/kernel";
import type { DoorName } from "./entry.ts";
import type { HttpRequestSaid } from "./http.ts";
import type { Figure } from "./figure.ts";
import type { Origin } from "./origin.ts";
import type { Profiler } from "./profile.ts";
import type { PlainObject } from "./refusal.ts";
import type { RelationSaid, Seen, SeenRun } from "./seen.ts";
import type { Spans } from "./span.ts";
import type { Story } from "./story.ts";

/**
 * What a kind of resource says of itself in reports: how it is joined to others, what a careful reader
 * should know, why a number is what it is. All of it is asked after a run and changes nothing in it.
 * Resources are named by their logical ids.
 */
export interface Reporting {
  /** How one is joined to others. */
  relations?(seen: Seen): readonly RelationSaid[];
  /** The calls that one may make, as far as that is written down; `null`: any call. Left out: none. */
  calls?(seen: Seen): readonly WrittenCall[] | null;
  /** Metrics that count what came to one: while none has moved, nothing has happened to it. */
  readonly incoming?: readonly string[];
  /** Metrics that count the requests that came to one, and those of them that failed; left out: it answers none. */
  readonly requests?: { readonly arrived: string; readonly failed: string };
  /** When one changed its state, and why, the earliest first; left out: it has no states that people watch. */
  stateChanges?(seen: Seen): readonly StateChange[];
  readonly warnings?: Warnings;
  /** What a metric of one never exceeds in this run; `null`: nothing that is known. */
  ceilingOf?(metric: string, seen: Seen, run: SeenRun): Ceiling | null;
  /** Why a metric of one is 0 whatever happens, as a clause; `null`: it may move. */
  neverMoves?(metric: string, seen: Seen, run: SeenRun): string | null;
  /** Why its work failed, by cause and type. */
  errors?(seen: Seen): readonly ErrorCount[];
  /** What one gave up or lost, and how that adds up. */
  losses?(seen: Seen, run: SeenRun): readonly LossSaid[];
  /** What waits in one to be worked on; left out: nothing does. */
  readonly backlog?: Backlog;
  /** How many messages or events one has accepted so far, from wherever; left out: it keeps none. */
  accepted?(seen: Pick<Seen, "state" | "sum">): number;
  /** How what came to one is lost, each way with how often that was; left out: nothing can be. */
  waysLost?(seen: Seen, run: SeenRun): readonly WayLost[];
  /** Of one that reads: how it loses what its source had accepted. */
  waysDropped?(seen: Seen, run: SeenRun): readonly WayLost[];
  /** Of one that reads: what became of what it received, in clauses. Says why its source gave up. */
  fates?(seen: Seen, run: SeenRun): readonly string[];
  /** What slowed one down by settings that AWS does not give; `null`: nothing that counts. */
  slowdownOf?(seen: Seen, run: SeenRun): SlowdownSaid | null;
  /** What people ask of a run about one, where the answers may rest on such settings. */
  readonly outcomes?: readonly Outcome[];
  /** Its table in the summary, with a row for each. */
  readonly table?: Table;
  /** What one consists of, with a row for each part in the summary. */
  readonly parts?: Parts;
  /** What the summary says of times, with percentiles. */
  readonly times?: readonly Times[];
  /**
   * What people usually expect of one, as lines of scenario files with `name` as the resource's; of one that
   * others give up to, other things.
   */
  usualExpectations?(name: string, of: { readonly isGivenUpTo: boolean }): readonly string[];
  /**
   * What a draft of a scenario brings to one; left out: a payload of 1 KB. None: what comes from outside would
   * be refused, or nobody would work on it. `behind`: what it brings to those whom one passes requests on to.
   */
  usualArrivals?(seen: Seen, behind: readonly UsualBehind[]): readonly UsualArrival[];
  /**
   * What a scenario says of one to begin with, in the section of its kind's extras; `null` or left out: nothing.
   * `wanted`: the event patterns of those whom one tells of what happens.
   */
  usualSettings?(seen: Seen, wanted: readonly string[]): PlainObject | null;
  /** The event patterns of what somebody waits for behind one, as JSON; left out: all that comes to it. */
  wants?(seen: Seen): readonly string[];
  /** What the summary draws over time. */
  readonly charts?: readonly Chart[];
  /** What is in one at the end of a run, the oldest first; left out: nothing stays in one. */
  contents?(seen: Seen): readonly HeldMessage[];
  /** What it tells of messages that come to it; left out: it has none, or they end there. */
  readonly story?: Story;
  /** Sums up where the time of one goes, under the name that people have for it; left out: nowhere. */
  profiler?(name: string): Profiler;
  /** How requests that come to one look as spans; left out: operators see none. */
  readonly spans?: Spans;
}

/** That what people watch, such as an alarm, has another state. */
export interface StateChange {
  /** In microseconds. */
  readonly at: number;
  /** As AWS has them, such as `ALARM`. */
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  /** The values that were looked at, the newest first. */
  readonly values: readonly { readonly at: string; readonly value: number }[];
}

/** How much waits in a resource, and for how long. */
export interface Backlog {
  /** Gauges that add up to all that is there. */
  readonly there: readonly string[];
  /** The gauge of how old the oldest is; left out: nobody knows. */
  readonly age?: string;
}

/** A way in which what a resource accepted is lost. */
export interface WayLost {
  /**
   * *lost*: it is nowhere. *deadLetters*: a dead-letter queue has, or had, it; *fromDeadLetters*: that lost
   * it in its turn. *filteredOut*: its reader did not want it.
   */
  readonly type: "lost" | "deadLetters" | "fromDeadLetters" | "filteredOut";
  readonly count: number;
  /** Why that never happens in this run, as a clause; `null`: it may. */
  readonly never: string | null;
  /** The rest of a sentence about so many, such as `expired in Orders`: the same whatever the count. */
  readonly text: string;
}

/** A message that is in a resource at the end of a run: it waits, or somebody has it who may bring it back. */
export interface HeldMessage {
  /** Its number there, from 1. */
  readonly number: number;
  readonly body: string;
  /** How often it was received, before it came there too. */
  readonly receiveCount: number;
  /** Where it began. */
  readonly origin: Origin;
}

/** What a draft of a scenario brings to a resource, as members of a workload. */
export interface UsualArrival {
  readonly request?: HttpRequestSaid;
  /** What its payload says, such as `{ list: [...] }`; left out: it has 1 KB, or none where its method has none. */
  readonly payload?: PlainObject;
  /** The service that the workload stands for, with its settings; left out: none. */
  readonly as?: PlainObject;
  /** How it is brought, where that is not the usual way. */
  readonly invoke?: DoorName;
}

/** What a draft brings to a resource that another passes requests on to. */
export interface UsualBehind {
  readonly arn: string;
  readonly arrivals: readonly UsualArrival[];
}

/** A table of the resources of a kind. */
export interface Table {
  /** The heading over their names; left out: the kind's noun. */
  readonly title?: string;
  readonly columns: readonly Column[];
}

/** A column of a {@link Table}; a time where its first metric is one. */
export interface Column extends Figure {
  readonly title: string;
  /** Left out of the table where it is 0 in all rows. */
  readonly optional?: true;
  /** A metric of whose sum it says which part it is. */
  readonly shareOf?: string;
}

/** What resources of a kind consist of, such as the subscriptions of topics. */
export interface Parts {
  /** What one is called, such as `subscription`: the heading over their names. */
  readonly noun: string;
  readonly columns: readonly PartColumn[];
  of(seen: Seen, run: SeenRun): readonly PartSaid[];
}

/** A count that each part has. */
export interface PartColumn {
  /** For programs, such as `filteredOut`. */
  readonly name: string;
  readonly title: string;
  /** Left out of the table where it is 0 in all rows. */
  readonly optional?: true;
}

/** A part of a resource. */
export interface PartSaid {
  /** As the summary names it behind its resource, such as `Billing, sqs`. */
  readonly name: string;
  /** By the names of the columns. */
  readonly counts: Readonly<Record<string, number>>;
}

/** How long something took, by a metric that is a time. */
export interface Times {
  readonly metric: string;
  /** What took so long, such as `waiting`. */
  readonly title: string;
  /** It is the whole way of what ends here, from where that began: those come first. */
  readonly isWholeWay?: true;
  /** It is left out where its numbers are those of this metric. */
  readonly unlessAs?: string;
}

/** A gauge over time. */
export interface Chart {
  readonly gauge: string;
  /** Such as `waiting`. */
  readonly title: string;
  /** It says nothing of one that others give up to. */
  readonly notOfGivenUp?: true;
}

/** What was given up to another, or lost. */
export interface LossSaid {
  /** Of what was *given up*, readers say why. */
  readonly type: "givenUp" | "lost";
  /** How much, in a clause. */
  readonly text: string;
  /** How that adds up, in clauses. */
  readonly details: readonly string[];
}

/** That a resource was slowed down so that it counted, by settings that AWS does not give. */
export interface SlowdownSaid {
  /** A heading for all that are slowed down so. */
  readonly title: string;
  /** What happened, in sentences. */
  readonly text: string;
  /** The same for programs; times in microseconds. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** What is assumed and decided it. */
  readonly assumptions: readonly Assumption[];
  /** Whose outcomes it may have changed, by logical ids. */
  readonly affects: readonly string[];
}

/** A setting that AWS does not give: its value in the run, and the ends of its plausible range. */
export interface Assumption {
  /** The extra of its resource that it is a member of, such as `Scaling`. */
  readonly extra: string;
  readonly setting: string;
  /** What it sets, as a question: `for how long a batch pauses after …`. */
  readonly subject: string;
  readonly form: "time" | "share";
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A number that people ask for. */
export interface Outcome extends Figure {
  /** For programs, such as `MessagesLeft`. */
  readonly name: string;
  /** Such as `messages left at the end`. */
  readonly title: string;
  readonly form: "time" | "count";
}

/** A call that is written down, before it is made. */
export interface WrittenCall {
  readonly service: string;
  readonly operation: string;
  readonly params: Plain;
}

/** What a number never exceeds, and why. */
export interface Ceiling {
  readonly value: number;
  /** A clause such as `that is the timeout of Worker`. */
  readonly why: string;
}

/** Failures of one cause and one type. */
export interface ErrorCount {
  /** For programs, such as `timeout`. */
  readonly cause: string;
  /** The cause in words, such as `by its timeout`. */
  readonly why: string;
  /** As AWS has it, such as `Sandbox.Timedout`. */
  readonly type: string;
  /** That of the first of them. */
  readonly message: string;
  readonly count: number;
}

/**
 * What a kind warns about, by topic: each gets all resources of its kind and answers with sentences. A
 * report has the topics in the order of {@link warningTopics}, and in each the kinds of `services.ts`.
 */
export interface Warnings {
  /** Settings that do not fit those of what is joined to it. */
  fit?(all: readonly Seen[], run: SeenRun): readonly string[];
  /** What becomes of what is given up. */
  givingUp?(all: readonly Seen[], run: SeenRun): readonly string[];
  /** What grows without end. */
  growth?(all: readonly Seen[], run: SeenRun): readonly string[];
  /** What is paid for in vain. */
  waste?(all: readonly Seen[], run: SeenRun): readonly string[];
  /** What was lost. */
  loss?(all: readonly Seen[], run: SeenRun): readonly string[];
  /** What feeds itself. */
  loop?(all: readonly Seen[], run: SeenRun): readonly string[];
  /** What was taken for granted. */
  assumption?(all: readonly Seen[], run: SeenRun): readonly string[];
}

/** The topics of {@link Warnings} in the order in which they are said. */
export const warningTopics = [
  "fit",
  "givingUp",
  "growth",
  "waste",
  "loss",
  "loop",
  "assumption",
] as const satisfies readonly (keyof Warnings)[];
