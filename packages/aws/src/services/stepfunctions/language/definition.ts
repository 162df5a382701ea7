import type { Plain } from "@orrery/kernel";
import type { ChoiceTest } from "./choice/choice-test.ts";
import type { Query, Template } from "./query.ts";
import type { ReferencePath } from "./json-path/reference-path.ts";
import type { Resource } from "./resource.ts";

/** How the fields of a state are written. */
export type QueryLanguage = "JSONPath" | "JSONata";

/**
 * A definition of the States Language, parsed once: its expressions are compiled, and transitions
 * are numbers. It is no plain data: whoever runs it keeps it beside the state and finds a state of
 * it by its number.
 */
export interface Definition {
  readonly comment: string | null;
  readonly queryLanguage: QueryLanguage;
  /** Seconds that an execution may last. */
  readonly timeoutSeconds: number | null;
  /** All states, also those within others, by number. */
  readonly states: readonly State[];
  /** All flows by number: the outermost is 0. */
  readonly flows: readonly Flow[];
}

/** One `States` field with its `StartAt`: the whole, a branch of a Parallel, or what a Map repeats. */
export interface Flow {
  readonly number: number;
  /** The number of its first state. */
  readonly startAt: number;
  /** The number of the Parallel or Map around it. */
  readonly within: number | null;
  /** The numbers of its states, as written. */
  readonly states: readonly number[];
}

/** A state of any type. */
export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

interface Named {
  readonly number: number;
  readonly name: string;
  /** The number of the flow that it is in. */
  readonly flow: number;
  readonly queryLanguage: QueryLanguage;
  readonly comment: string | null;
}

/** What is chosen of what comes in and goes out. `null` for a path stands for the empty object. */
export interface InputAndOutput {
  /** JSONPath; left out: all of it. */
  readonly inputPath?: Query | null;
  /** JSONPath; left out: all of it. */
  readonly outputPath?: Query | null;
  /** JSONata: what goes out. */
  readonly output?: Template;
  /** Variables that are set. */
  readonly assign?: Template;
}

interface Moving {
  /** The number of the next state; null where the flow ends. */
  readonly next: number | null;
}

/** What fields say of the result of a state that has one. */
export interface ResultFields {
  /** JSONPath; left out: the result as it is. */
  readonly resultSelector?: Template;
  /** JSONPath; left out: the result replaces the input; null: it is dropped. */
  readonly resultPath?: ReferencePath | null;
}

/** A state whose failure is retried or caught. */
export interface Guarded {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

/** One entry of `Retry`. */
export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | null;
  readonly jitterStrategy: "NONE" | "FULL";
}

/** One entry of `Catch`. */
export interface Catcher {
  readonly errorEquals: readonly string[];
  /** The number of the state to go on with. */
  readonly next: number;
  readonly resultPath?: ReferencePath | null;
  readonly output?: Template;
  readonly assign?: Template;
}

/** A number of a definition: written out, or found when the state begins. */
export type NumberField =
  | { readonly type: "fixed"; readonly value: number }
  /** JSONPath: the text of the path, and of an expression, is for messages. */
  | { readonly type: "path"; readonly query: Query; readonly text: string }
  | {
      readonly type: "expression";
      readonly query: Query;
      readonly text: string;
      /** The field, as messages name it. */
      readonly location: string;
    };

/** Hands its input on, or a result that is written in it. */
export interface PassState extends Named, Moving, InputAndOutput, ResultFields {
  readonly type: "Pass";
  readonly parameters?: Template;
  readonly result?: Plain;
}

/** Asks something outside. */
export interface TaskState extends Named, Moving, InputAndOutput, ResultFields, Guarded {
  readonly type: "Task";
  readonly resource: Resource;
  /** `Parameters` or `Arguments`. */
  readonly arguments?: Template;
  readonly credentials?: Template;
  readonly timeoutSeconds?: NumberField;
  readonly heartbeatSeconds?: NumberField;
}

/** Picks the next state. */
export interface ChoiceState extends Named, InputAndOutput {
  readonly type: "Choice";
  readonly choices: readonly ChoiceRule[];
  /** The number of the state where no rule holds. */
  readonly default: number | null;
}

/** One entry of `Choices`. */
export interface ChoiceRule {
  readonly test: ChoiceTest;
  readonly next: number;
  readonly output?: Template;
  readonly assign?: Template;
}

/** Lets time pass. */
export interface WaitState extends Named, Moving, InputAndOutput {
  readonly type: "Wait";
  readonly until:
    | { readonly type: "seconds"; readonly seconds: NumberField }
    | { readonly type: "timestamp"; readonly text: string }
    | { readonly type: "timestampPath"; readonly query: Query; readonly text: string }
    | { readonly type: "timestampExpression"; readonly query: Query; readonly text: string };
}

/** Ends a flow well. */
export interface SucceedState extends Named, InputAndOutput {
  readonly type: "Succeed";
}

/** Ends the execution, or what is around it, badly. */
export interface FailState extends Named {
  readonly type: "Fail";
  readonly error?: TextField;
  readonly cause?: TextField;
}

/** A text of a Fail state. */
export type TextField =
  | { readonly type: "fixed"; readonly value: string }
  | { readonly type: "path"; readonly query: Query; readonly text: string }
  | { readonly type: "expression"; readonly query: Query; readonly text: string };

/** Runs flows beside each other. */
export interface ParallelState extends Named, Moving, InputAndOutput, ResultFields, Guarded {
  readonly type: "Parallel";
  /** The numbers of the flows. */
  readonly branches: readonly number[];
  readonly arguments?: Template;
}

/** Runs one flow for each item. */
export interface MapState extends Named, Moving, InputAndOutput, ResultFields, Guarded {
  readonly type: "Map";
  /** The number of the flow that is repeated. */
  readonly processor: number;
  readonly mode: "INLINE" | "DISTRIBUTED";
  /** Of a distributed one's children. */
  readonly executionType: "STANDARD" | "EXPRESS";
  readonly label: string | null;
  /** `ItemsPath` or `Items`; left out: the input is the items. */
  readonly items?: MapItems;
  /** `ItemSelector`, or the `Parameters` of old. */
  readonly itemSelector?: Template;
  readonly maxConcurrency?: NumberField;
  readonly toleratedFailureCount?: NumberField;
  readonly toleratedFailurePercentage?: NumberField;
  readonly itemReader?: ItemReader;
  readonly itemBatcher?: ItemBatcher;
  readonly resultWriter?: ResultWriter;
}

/** Where a Map finds its items. */
export type MapItems =
  | { readonly type: "path"; readonly query: Query; readonly text: string }
  /** JSONata; the text of the expression, where it is one. */
  | { readonly type: "items"; readonly items: Template; readonly text: string | null };

/** Reads items from outside. */
export interface ItemReader {
  readonly resource: string;
  readonly arguments?: Template;
  /** `ReaderConfig` as it is written. */
  readonly config: { readonly [field: string]: Plain };
  readonly maxItems?: NumberField;
  /** `ItemsPointer`: where in the file the items are. */
  readonly itemsPointer?: Query;
}

/** Puts items together. */
export interface ItemBatcher {
  readonly maxItemsPerBatch?: NumberField;
  readonly maxInputBytesPerBatch?: NumberField;
  readonly batchInput?: Template;
}

/** Writes results to somewhere else. */
export interface ResultWriter {
  readonly resource: string | null;
  readonly arguments?: Template;
  readonly writerConfig: { readonly [field: string]: Plain } | null;
}
