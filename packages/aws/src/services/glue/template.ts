import { listOf, objectOf, textMapOf, textOf } from "../../request/params.ts";
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
const ownCatalog = ignored("The catalog of the account is simulated.");

/** The input of a table, whose parameters are texts whatever a template writes. */
export function tableInputOf(input: PlainObject, name: string): PlainObject {
  const { Parameters, StorageDescriptor, ...rest } = input;
  const storage = objectOf(StorageDescriptor);
  return {
    ...rest,
    Name: name,
    ...(StorageDescriptor === undefined ? {} : { StorageDescriptor: withTexts(storage) }),
    ...(Parameters === undefined ? {} : { Parameters: Object.fromEntries(textMapOf(Parameters)) }),
  };
}

function withTexts({ Parameters, ...storage }: PlainObject): PlainObject {
  if (Parameters === undefined) return storage;
  return { ...storage, Parameters: Object.fromEntries(textMapOf(Parameters)) };
}

const databaseType: MadeType = {
  type: "AWS::Glue::Database",
  nameProperty: "DatabaseInput.Name",
  naming: { maxLength: 255, letters: "lower" },
  properties: {
    CatalogId: ownCatalog,
    DatabaseInput: modeled("Names the database.", { members: { Name: "text" } }),
    DatabaseName: modeled("Names the database.", "text"),
  },
  make: (_values, { name }) => [
    { operation: "CreateDatabase", params: { DatabaseInput: { Name: name } } },
  ],
  returns: ({ name }) => ({ DatabaseName: name }),
  meaning: () => "A database of the Data Catalog, simulated.",
};

const tableType: MadeType = {
  type: "AWS::Glue::Table",
  nameProperty: "TableInput.Name",
  naming: { maxLength: 255, letters: "lower" },
  properties: {
    CatalogId: ownCatalog,
    DatabaseName: modeled("The database of the table.", "text"),
    Name: modeled("Names the table.", "text"),
    TableInput: modeled("What the table is: columns, partition keys, format and place.", "plain"),
    OpenTableFormatInput: {
      verdict: "opaque",
      meaning: "Tables of Iceberg are read as their files are.",
    },
  },
  make({ DatabaseName, TableInput }, { name }) {
    const database = textOf(DatabaseName);
    const input = objectOf(TableInput);
    if (database === undefined) return "It names no database: nothing is made of it.";
    return [
      {
        operation: "CreateTable",
        params: {
          DatabaseName: database,
          TableInput: tableInputOf(input, name),
        },
      },
    ];
  },
  returns: ({ name }) => ({ Id: name }),
  meaning: () => "A table of the Data Catalog, simulated.",
  after: ["AWS::Glue::Database"],
};

const partitionType: MadeType = {
  type: "AWS::Glue::Partition",
  properties: {
    CatalogId: ownCatalog,
    DatabaseName: modeled("The database of the table.", "text"),
    TableName: modeled("The table of the partition.", "text"),
    PartitionInput: modeled("What the partition is.", "plain"),
  },
  make({ DatabaseName, TableName, PartitionInput }) {
    const [database, table] = [textOf(DatabaseName), textOf(TableName)];
    if (database === undefined || table === undefined) {
      return "It names no table: nothing is made of it.";
    }
    const { Values, ...input } = objectOf(PartitionInput);
    return [
      {
        operation: "CreatePartition",
        params: {
          DatabaseName: database,
          TableName: table,
          PartitionInput: { ...input, Values: listOf(Values) },
        },
      },
    ];
  },
  meaning: () => "A partition of a table of the Data Catalog, simulated.",
  after: ["AWS::Glue::Table"],
};

/** What templates may have of the Data Catalog. */
export const glueTemplateTypes = templateTypes(facts, [databaseType, tableType, partitionType]);
