import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, objectOf, textOf } from "../../request/params.ts";
import {
  notAuthorized,
  textIn,
  type Access,
  type AskedAction,
  type Home,
} from "../../service/caller.ts";
import { refused, type PlainObject } from "../../service/refusal.ts";

/** What DynamoDB asks before it does something, and how it refuses. */
export const dynamodbAccess: Access = {
  actions: {
    // What names a table in it is asked for as what it does there.
    TransactGetItems: "dynamodb:GetItem",
    TransactWriteItems: "dynamodb:PutItem",
  },
  resourceOf(params, home) {
    const arn = textIn(params, "ResourceArn");
    if (arn !== undefined) return arn;
    const name = textIn(params, "TableName");
    if (name === undefined) return "*";
    const index = textIn(params, "IndexName");
    return `${tableArnOf(name, home)}${index === undefined ? "" : `/index/${index}`}`;
  },
  asks(params, home, operation) {
    switch (operation) {
      case "BatchGetItem":
      case "BatchWriteItem":
        return Object.keys(objectOf(params["RequestItems"])).map((name) => ({
          action: `dynamodb:${operation}`,
          arn: tableArnOf(name, home),
        }));
      case "TransactGetItems":
      case "TransactWriteItems":
        return listOf(params["TransactItems"]).flatMap((item) =>
          Object.entries(objectOf(item)).map(([what, about]) => ({
            action: `dynamodb:${what}Item`,
            arn: tableIn(about, home),
          })),
        );
      case "ExecuteStatement":
        return statementsIn([params], home);
      case "BatchExecuteStatement":
        return statementsIn(listOf(params["Statements"]), home);
      case "ExecuteTransaction":
        return statementsIn(listOf(params["TransactStatements"]), home);
      default:
        return null;
    }
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};

const tableArnOf = (name: string, { partition, region, accountId }: Home): string =>
  name.startsWith("arn:") ? name : `arn:${partition}:dynamodb:${region}:${accountId}:table/${name}`;

const tableIn = (about: Plain, home: Home): string => {
  const name = textOf(memberOf(about, "TableName"));
  return name === undefined ? "*" : tableArnOf(name, home);
};

/** Statements of PartiQL, by their first words: each is an action of its own on the table, or the index, that it names. */
function statementsIn(said: readonly Plain[] | readonly PlainObject[], home: Home) {
  return said.flatMap((each): readonly AskedAction[] => {
    const text = textOf(memberOf(each, "Statement")) ?? "";
    const [, verb] = /^\s*(select|insert|update|delete)\b/i.exec(text) ?? [];
    if (verb === undefined) return [];
    const [, table, index] =
      /\b(?:from|into|update)\s+"?([\w.-]+)"?(?:\."?([\w.-]+)"?)?/i.exec(text) ?? [];
    const of = table === undefined ? "*" : tableArnOf(table, home);
    const action = `dynamodb:PartiQL${verb.charAt(0).toUpperCase()}${verb.slice(1).toLowerCase()}`;
    return [{ action, arn: index === undefined ? of : `${of}/index/${index}` }];
  });
}
