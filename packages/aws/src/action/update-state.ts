import type { Duration, Instant } from "@orrery/kernel";
import type { Call } from "../service/call.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { ChangeOperation, Deployment, TemplateOperation } from "../service/deployment.ts";

/** What an update of stacks does to one resource. */
export type StepChange = "adds" | "changes" | "replaces" | "removes";

/** What an update does to who uses a resource, in the words of CloudFormation's reference. */
export type Interruption = "none" | "some" | "replacement";

/** A step of an update: what is done to one resource, by what CloudFormation has of it. */
export interface DeployStep {
  /** What the report calls the resource that is made, changed or removed. */
  readonly logicalId: string;
  /** Its ARN; empty where nobody asks for it. */
  readonly arn: string;
  readonly change: StepChange;
  /** The type of CloudFormation. */
  readonly type: string;
  /** As the client names it. */
  readonly service: string;
  /** The operations that made it, and those that would make what it becomes; empty for nothing. */
  readonly before: readonly TemplateOperation[];
  readonly after: readonly TemplateOperation[];
  /** The report's name of the resource that was there before; `null`: none was. */
  readonly of: string | null;
  /** Steps of the same update, by their places, that must be done before. */
  readonly needs: readonly number[];
  /** What CloudFormation says of such a change; `null` of what is added or removed. */
  readonly interruption: Interruption | null;
  /** Whether AWS gives what is made a number that nothing else gets. @defaultValue false */
  readonly isNumbered?: true;
  /** Of a custom resource: when whoever is asked answers, and why the step then fails. Left out: nobody is asked. */
  readonly answer?: {
    readonly after: Duration;
    readonly failure: Omit<UpdateFailure, "logicalId"> | null;
  };
}

/**
 * How an update ended: what it brings stands, or was taken back or never begun. Of one that did not come to stand it
 * matters whether AWS has given numbers to what it made, such as versions: no other gets these.
 */
export type UpdateEnd = "deployed" | "takenBack" | "neverNumbered";

/** An update from one of the states that stacks may be in when it begins. */
export interface UpdateBranch {
  /** How each update before it has ended then, by the places of their actions. */
  readonly after: readonly { readonly action: number; readonly end: UpdateEnd }[];
  readonly steps: readonly DeployStep[];
  /** Why it cannot be performed from there; left out: it can. */
  readonly problem?: { readonly expected: string; readonly received: string };
}

/** A step with what is known once a run begins. */
export interface PlannedStep extends DeployStep {
  /** The action that it is a step of, and in which of its branches it is one. */
  readonly action: number;
  readonly branch: number;
  /** By the places of all steps of a run. */
  readonly needs: readonly number[];
  /** What the operations of {@link before} answered, where the run began with it. */
  readonly responses: readonly PlainObject[];
  /** The step that made what was there before; `null`: the run began with it. */
  readonly from: number | null;
  readonly takes: Duration;
  /** The number of the metric that tells of how long it takes. */
  readonly figure: number;
}

/** How far a step is. */
export interface StepState {
  readonly status:
    | "waiting"
    | "calling"
    /** What it has asked for is under way, or what is in its way: it asks again. */
    | "pausing"
    | "settling"
    | "done"
    | "failed"
    | "undone";
  /** Its operations, or those that undo it. */
  readonly operations: readonly ChangeOperation[];
  /** How many of them were answered. */
  readonly answered: number;
  readonly isUndoing: boolean;
  /** What is asked before it is known which operations there are; `null`: that is known. */
  readonly looksFor: TemplateOperation | null;
  /** What is asked until it is over; `null`: nothing is waited for. */
  readonly waitsFor: TemplateOperation | null;
  /** What those answered that made the resource. */
  readonly responses: readonly PlainObject[];
  readonly startedAt: Instant | null;
  /** When it was done, or had failed. */
  readonly doneAt: Instant | null;
  /** When it began to be taken back, and when it was. */
  readonly undoingAt: Instant | null;
  readonly undoneAt: Instant | null;
}

/** How far an update is. */
export interface UpdateState {
  /** Which of its branches it is; `null`: it has not come to its time. */
  readonly branch: number | null;
  readonly isBegun: boolean;
  /** Why AWS did not begin it; `null`: it did. */
  readonly refusal: Omit<UpdateFailure, "logicalId"> | null;
  /** What failed, and why; `null`: nothing did. */
  readonly failure: UpdateFailure | null;
  readonly isOver: boolean;
}

/** Why an update is rolled back. */
export interface UpdateFailure {
  readonly logicalId: string;
  readonly code: string;
  readonly message: string;
}

/** What updates hold, by the places of steps and of actions. */
export interface UpdatesState {
  readonly steps: readonly StepState[];
  readonly updates: readonly UpdateState[];
}

/** What updates ask for. */
export type UpdateEffect =
  | { readonly type: "call"; readonly step: number; readonly call: Call }
  | { readonly type: "settle"; readonly step: number; readonly at: Instant };

export const freshStep: StepState = {
  status: "waiting",
  operations: [],
  answered: 0,
  isUndoing: false,
  looksFor: null,
  waitsFor: null,
  responses: [],
  startedAt: null,
  doneAt: null,
  undoingAt: null,
  undoneAt: null,
};

/** Who knows what becomes of resources of a type. */
export type DeploymentOf = (type: string) => Partial<Deployment> | undefined;
