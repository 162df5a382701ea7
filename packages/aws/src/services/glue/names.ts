import type { Home } from "../../service/caller.ts";

const arnOf = ({ partition, region, accountId }: Home, resource: string): string =>
  `arn:${partition}:glue:${region}:${accountId}:${resource}`;

/** The ARN of a database. */
export const databaseArn = (database: string, home: Home): string =>
  arnOf(home, `database/${database}`);

/** The ARN of a table. */
export const tableArn = (database: string, table: string, home: Home): string =>
  arnOf(home, `table/${database}/${table}`);

/** The name of a table's resource: unique among those of all databases. */
export const tableName = (database: string, table: string): string => `${database}/${table}`;

/** The kind of a database. */
export const databaseKindName = "glue.database";
/** The kind of a table. */
export const tableKindName = "glue.table";
