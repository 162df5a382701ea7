import { objectOf, textOf } from "../../request/params.ts";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { tableInputOf } from "./template.ts";

// What the namespace `glue` holds, with the names of the CDK's `aws-cdk-lib/aws-glue`.

/** What a database is made with. */
export interface CfnDatabaseProps {
  readonly databaseInput: { readonly name?: string; readonly [member: string]: unknown };
}

/** A database of the Data Catalog. */
export class CfnDatabase {
  /** Its logical id. */
  readonly id: string;
  /** Its name. */
  readonly ref: string;

  /** Makes a database. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, { databaseInput }: CfnDatabaseProps) {
    this.id = id;
    this.ref = (databaseInput.name ?? stack.physicalName(id)).toLowerCase();
    stack.add("glue", "CreateDatabase", id, { DatabaseInput: { Name: this.ref } });
  }
}

/** What a table is made with: members as CloudFormation has them, in the CDK's letters. */
export interface CfnTableProps {
  readonly databaseName: string;
  readonly tableInput: PlainObject;
}

/** A table of the Data Catalog. */
export class CfnTable {
  /** Its logical id. */
  readonly id: string;
  /** Its name. */
  readonly ref: string;

  /** Makes a table. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: CfnTableProps) {
    const { databaseName, tableInput } = props;
    const input = objectOf(capitalized(tableInput) as PlainObject);
    this.id = id;
    this.ref = (textOf(input["Name"]) ?? stack.physicalName(id)).toLowerCase();
    stack.add("glue", "CreateTable", id, {
      DatabaseName: databaseName,
      TableInput: tableInputOf(input, this.ref),
    });
  }
}

/** Names of texts, which keep their letters. */
const maps: ReadonlySet<string> = new Set(["Parameters"]);

function capitalized(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => capitalized(each));
  if (typeof value !== "object" || value === null || maps.has(name)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const capital = key.charAt(0).toUpperCase() + key.slice(1);
      return [capital, capitalized(each, capital)];
    }),
  );
}
