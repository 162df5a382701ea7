import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { memberOf, textOf } from "../../request/params.ts";
import { refused } from "../../service/refusal.ts";
import { databaseArn, tableArn } from "./names.ts";

/** What the Data Catalog asks before it does something, and how it refuses. */
export const glueAccess: Access = {
  actions: {},
  resourceOf(params, home, operation) {
    const database =
      textIn(params, "DatabaseName") ??
      textOf(memberOf(params["DatabaseInput"], "Name")) ??
      (operation.endsWith("Database") ? textIn(params, "Name") : undefined);
    if (database === undefined) return "*";
    const table =
      textIn(params, "TableName") ??
      textOf(memberOf(params["TableInput"], "Name")) ??
      (operation.endsWith("Table") ? textIn(params, "Name") : undefined);
    return table === undefined ? databaseArn(database, home) : tableArn(database, table, home);
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
