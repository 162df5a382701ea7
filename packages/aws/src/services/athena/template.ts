import { listOf, objectOf, spelled, textMapOf, textOf, textsOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type MadeType,
  type PropertyMeaning,
  type Reading,
} from "../../service/template-type.ts";
import facts from "./resource-types.json" with { type: "json" };

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const ignored = (meaning: string): PropertyMeaning => ({ verdict: "ignored", meaning });
const tags = ignored("Tags change nothing.");

const removing =
  (
    operation: string,
    member: string,
    more: PlainObject = {},
  ): NonNullable<MadeType["deployment"]>["remove"] =>
  ({ operations: [made] }) => [
    { operation, params: { [member]: made?.params[member] ?? null, ...more } },
  ];

const workgroupType: MadeType = {
  type: "AWS::Athena::WorkGroup",
  naming: { maxLength: 128 },
  properties: {
    Name: modeled("Names the workgroup.", "text"),
    Description: modeled("Described.", "text"),
    State: modeled("A disabled workgroup refuses queries.", "text"),
    WorkGroupConfiguration: modeled("Where results go, what is enforced, and limits.", "plain"),
    WorkGroupConfigurationUpdates: ignored("Deprecated: the configuration says it."),
    RecursiveDeleteOption: ignored("It is for deleting."),
    Tags: tags,
  },
  make({ Description, State, WorkGroupConfiguration }, { name }) {
    const {
      BytesScannedCutoffPerQuery: cutoff,
      EngineConfiguration: _,
      MonitoringConfiguration: __,
      ...configuration
    } = objectOf(WorkGroupConfiguration);
    const made = {
      operation: "CreateWorkGroup",
      params: {
        Name: name,
        ...(Description === undefined ? {} : { Description }),
        Configuration: {
          ...(flagged(configuration) as PlainObject),
          ...(cutoff === undefined ? {} : { BytesScannedCutoffPerQuery: Number(cutoff) }),
        },
      },
    };
    return State === "DISABLED"
      ? [made, { operation: "UpdateWorkGroup", params: { WorkGroup: name, State: "DISABLED" } }]
      : [made];
  },
  meaning: () => "A workgroup of Athena, simulated.",
  deployment: {
    change({ operations: [before] }, [after]) {
      if (before === undefined || after === undefined) return "replace";
      if (before.params["Name"] !== after.params["Name"]) return "replace";
      const { ResultConfiguration, ...rest } = objectOf(after.params["Configuration"]);
      return [
        {
          operation: "UpdateWorkGroup",
          params: {
            WorkGroup: after.params["Name"] ?? null,
            ConfigurationUpdates: {
              RemoveBytesScannedCutoffPerQuery: rest["BytesScannedCutoffPerQuery"] === undefined,
              ...rest,
              ...(ResultConfiguration === undefined
                ? {}
                : { ResultConfigurationUpdates: ResultConfiguration }),
            },
          },
        },
      ];
    },
    remove: ({ operations: [made] }) => [
      {
        operation: "DeleteWorkGroup",
        params: { WorkGroup: made?.params["Name"] ?? null, RecursiveDeleteOption: true },
      },
    ],
  },
};

/** Flags may be written as texts. */
function flagged(value: PlainObject[string]): PlainObject[string] {
  if (value === "true" || value === "false") return value === "true";
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value as PlainObject).map(([name, each]) => [name, flagged(each)]),
  );
}

const namedQueryType: MadeType = {
  type: "AWS::Athena::NamedQuery",
  naming: { maxLength: 128 },
  properties: {
    Name: modeled("Names the query.", "text"),
    Database: modeled("The database of the query.", "text"),
    Description: modeled("Described.", "text"),
    QueryString: modeled("The query.", "text"),
    WorkGroup: modeled("The workgroup of the query.", "text"),
  },
  make({ Database, Description, QueryString, WorkGroup }, { name }) {
    if (QueryString === undefined) return "It has no query: nothing is made of it.";
    return [
      {
        operation: "CreateNamedQuery",
        params: {
          Name: name,
          Database: Database ?? "default",
          QueryString,
          ...(Description === undefined ? {} : { Description }),
          ...(WorkGroup === undefined ? {} : { WorkGroup }),
        },
      },
    ];
  },
  meaning: ({ Database = "default" }) => `A query on ${spelled(Database)} under a name, simulated.`,
  after: ["AWS::Athena::WorkGroup"],
  deployment: {
    change: () => "replace",
    remove: ({ responses: [made] }) => [
      { operation: "DeleteNamedQuery", params: { NamedQueryId: made?.["NamedQueryId"] ?? null } },
    ],
  },
};

const preparedStatementType: MadeType = {
  type: "AWS::Athena::PreparedStatement",
  nameProperty: "StatementName",
  naming: { maxLength: 256 },
  properties: {
    StatementName: modeled("Names the statement.", "text"),
    WorkGroup: modeled("The workgroup of the statement.", "text"),
    QueryStatement: modeled("The statement.", "text"),
    Description: modeled("Described.", "text"),
  },
  make({ WorkGroup, QueryStatement, Description }, { name }) {
    if (QueryStatement === undefined) return "It has no statement: nothing is made of it.";
    return [
      {
        operation: "CreatePreparedStatement",
        params: {
          StatementName: name.replaceAll("-", "_"),
          WorkGroup: WorkGroup ?? "primary",
          QueryStatement,
          ...(Description === undefined ? {} : { Description }),
        },
      },
    ];
  },
  meaning: () => "A prepared statement of Athena, simulated.",
  after: ["AWS::Athena::WorkGroup"],
  deployment: {
    change: () => "replace",
    remove: ({ operations: [made] }) => [
      {
        operation: "DeletePreparedStatement",
        params: {
          StatementName: made?.params["StatementName"] ?? null,
          WorkGroup: made?.params["WorkGroup"] ?? null,
        },
      },
    ],
  },
};

const catalogType: MadeType = {
  type: "AWS::Athena::DataCatalog",
  naming: { maxLength: 256 },
  properties: {
    Name: modeled("Names the catalog.", "text"),
    Type: modeled("Glue's, or a connector's.", "text"),
    Description: modeled("Described.", "text"),
    Parameters: modeled("The functions of a connector.", "plain"),
    ConnectionType: ignored("Catalogs of type FEDERATED are not simulated."),
    Error: ignored("It is an answer."),
    Status: ignored("It is an answer."),
    Tags: tags,
  },
  make({ Type, Description, Parameters }, { name }) {
    if (Type === "HIVE" || Type === "FEDERATED") {
      return "Only data catalogs of Glue and of connectors that are functions are modeled.";
    }
    return [
      {
        operation: "CreateDataCatalog",
        params: {
          Name: name,
          Type: Type ?? "GLUE",
          ...(Description === undefined ? {} : { Description }),
          ...(Parameters === undefined
            ? {}
            : { Parameters: Object.fromEntries(textMapOf(Parameters)) }),
        },
      },
    ];
  },
  meaning: ({ Type = "GLUE" }) => `A data catalog of type ${spelled(Type)}, simulated.`,
  deployment: { change: () => "replace", remove: removing("DeleteDataCatalog", "Name") },
};

const reservationType: MadeType = {
  type: "AWS::Athena::CapacityReservation",
  naming: { maxLength: 128 },
  properties: {
    Name: modeled("Names the reservation.", "text"),
    TargetDpus: modeled("How many DPUs it has.", "wholeNumber"),
    CapacityAssignmentConfiguration: modeled("The workgroups that it serves.", {
      members: { CapacityAssignments: { items: { members: { WorkgroupNames: "textList" } } } },
    }),
    Tags: tags,
  },
  make({ TargetDpus, CapacityAssignmentConfiguration }, { name }) {
    const assignments = listOf(
      objectOf(CapacityAssignmentConfiguration)["CapacityAssignments"],
    ).map((each) => ({ WorkGroupNames: textsOf(objectOf(each)["WorkgroupNames"]) }));
    const made = {
      operation: "CreateCapacityReservation",
      params: { Name: name, TargetDpus: TargetDpus ?? 24 },
    };
    if (assignments.length === 0) return [made];
    return [
      made,
      {
        operation: "PutCapacityAssignmentConfiguration",
        params: { CapacityReservationName: name, CapacityAssignments: assignments },
      },
    ];
  },
  meaning: ({ TargetDpus = 24 }) =>
    `A capacity reservation of ${spelled(TargetDpus)} DPUs, simulated.`,
  after: ["AWS::Athena::WorkGroup"],
  deployment: {
    change({ operations: [before] }, [after]) {
      if (before === undefined || after === undefined) return "replace";
      if (before.params["Name"] !== after.params["Name"]) return "replace";
      return [{ operation: "UpdateCapacityReservation", params: after.params }];
    },
    remove: ({ operations: [made] }) => [
      {
        operation: "CancelCapacityReservation",
        params: { Name: textOf(made?.params["Name"]) ?? null },
      },
      {
        operation: "DeleteCapacityReservation",
        params: { Name: textOf(made?.params["Name"]) ?? null },
      },
    ],
  },
};

/** What templates may have of Athena. */
export const athenaTemplateTypes = templateTypes(facts, [
  workgroupType,
  namedQueryType,
  preparedStatementType,
  catalogType,
  reservationType,
]);
