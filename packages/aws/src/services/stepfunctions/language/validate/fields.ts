import type { QueryLanguage } from "../definition.ts";

/** Types of states, in the order in which AWS lists them. */
export const stateTypes = [
  "Task",
  "Wait",
  "Pass",
  "Succeed",
  "Fail",
  "Choice",
  "Parallel",
  "Map",
] as const;

/** The type of a state. */
export type StateType = (typeof stateTypes)[number];

const everywhere = ["Type", "Comment", "QueryLanguage"];
const moves = ["Next", "End"];
const guarded = ["Retry", "Catch"];

interface Fields {
  readonly both: readonly string[];
  readonly JSONPath: readonly string[];
  readonly JSONata: readonly string[];
}

const io = ["InputPath", "OutputPath"];
const results = ["Parameters", "ResultSelector", "ResultPath"];
const limits = [
  "MaxConcurrencyPath",
  "ToleratedFailureCountPath",
  "ToleratedFailurePercentagePath",
];

const fields: Readonly<Record<StateType, Fields>> = {
  Pass: {
    both: [...moves, "Assign"],
    JSONPath: [...io, "Parameters", "ResultPath", "Result"],
    JSONata: ["Output"],
  },
  Task: {
    both: [
      ...[...moves, ...guarded, "Assign", "Resource"],
      ...["TimeoutSeconds", "HeartbeatSeconds", "Credentials"],
    ],
    JSONPath: [...io, ...results, "TimeoutSecondsPath", "HeartbeatSecondsPath"],
    JSONata: ["Arguments", "Output"],
  },
  Choice: { both: ["Choices", "Default", "Assign"], JSONPath: io, JSONata: ["Output"] },
  Wait: {
    both: [...moves, "Assign", "Seconds", "Timestamp"],
    JSONPath: [...io, "SecondsPath", "TimestampPath"],
    JSONata: ["Output"],
  },
  Succeed: { both: [], JSONPath: io, JSONata: ["Output"] },
  Fail: { both: ["Error", "Cause"], JSONPath: ["ErrorPath", "CausePath"], JSONata: [] },
  Parallel: {
    both: [...moves, ...guarded, "Assign", "Branches"],
    JSONPath: [...io, ...results],
    JSONata: ["Arguments", "Output"],
  },
  Map: {
    both: [
      ...[...moves, ...guarded, "Assign", "ItemProcessor", "Iterator", "ItemSelector", "Label"],
      ...["MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"],
      ...["ItemReader", "ItemBatcher", "ResultWriter"],
    ],
    JSONPath: [...io, ...results, "ItemsPath", ...limits],
    JSONata: ["Items", "Output"],
  },
};

const known = new Map(
  stateTypes.map((type) => [
    type,
    {
      JSONPath: new Set([...everywhere, ...fields[type].both, ...fields[type].JSONPath]),
      JSONata: new Set([...everywhere, ...fields[type].both, ...fields[type].JSONata]),
    },
  ]),
);

/** The fields that a state may have. */
export const fieldsOf = (type: StateType, language: QueryLanguage): ReadonlySet<string> =>
  known.get(type)![language];

/** Fields of which a state has one at most. */
export const exclusive: readonly (readonly string[])[] = [
  ["Next", "End"],
  ["Error", "ErrorPath"],
  ["Cause", "CausePath"],
  ["TimeoutSeconds", "TimeoutSecondsPath"],
  ["HeartbeatSeconds", "HeartbeatSecondsPath"],
  ["MaxConcurrency", "MaxConcurrencyPath"],
  ["ToleratedFailureCount", "ToleratedFailureCountPath"],
  ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
  ["ItemSelector", "Parameters"],
  ["ItemProcessor", "Iterator"],
  ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"],
];

/** Fields of the whole definition. */
export const topFields: ReadonlySet<string> = new Set([
  ...["StartAt", "States", "Comment", "Version", "TimeoutSeconds", "QueryLanguage"],
]);

/** Fields of what is within a Parallel or Map. */
export const flowFields: ReadonlySet<string> = new Set([
  ...["StartAt", "States", "Comment", "ProcessorConfig", "QueryLanguage"],
]);
