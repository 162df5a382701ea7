import { page } from "../../../request/page.ts";
import { numberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { logsLimits } from "../limits.ts";
import { accountRecordOf, changeAccount } from "./account-record.ts";
import { clockOf, invalid, respond } from "./group-record.ts";

/** Operations about queries that are kept to be run again. */
export const definitionOperations: Operations = {
  PutQueryDefinition: { begin: putDefinition },
  DescribeQueryDefinitions: { begin: describeDefinitions },
  DeleteQueryDefinition: { begin: deleteDefinition },
};

const noDefinition = refused(
  "ResourceNotFoundException",
  "The specified query definition does not exist.",
);

function putDefinition(params: PlainObject, plane: ControlPlane): Step {
  const { definitions } = accountRecordOf(plane);
  const said = textOf(params["queryDefinitionId"]);
  if (said !== undefined && definitions[said] === undefined) return noDefinition;
  if (said === undefined && Object.keys(definitions).length >= logsLimits.queryDefinitions) {
    return refused("LimitExceededException", "Resource limit exceeded.");
  }
  const id = said ?? plane.uuid();
  const { name, queryString, logGroupNames = [] } = params;
  const made: PlainObject = {
    queryLanguage: textOf(params["queryLanguage"]) ?? "CWLI",
    queryDefinitionId: id,
    name: name!,
    queryString: queryString!,
    lastModified: clockOf(plane),
    logGroupNames,
  };
  changeAccount({ definitions: { ...definitions, [id]: made } }, plane);
  return respond({ queryDefinitionId: id });
}

function describeDefinitions(params: PlainObject, plane: ControlPlane): Step {
  const prefix = textOf(params["queryDefinitionNamePrefix"]) ?? "";
  const all = Object.values(accountRecordOf(plane).definitions).filter(({ name }) =>
    (textOf(name) ?? "").startsWith(prefix),
  );
  const taken = page(all, params["nextToken"], numberOf(params["maxResults"]) ?? 1_000);
  if (taken === null) return invalid("The specified nextToken is invalid.");
  return respond({
    queryDefinitions: taken.items,
    ...(taken.next === null ? {} : { nextToken: taken.next }),
  });
}

function deleteDefinition(params: PlainObject, plane: ControlPlane): Step {
  const { definitions } = accountRecordOf(plane);
  const id = textOf(params["queryDefinitionId"])!; // It is there.
  const { [id]: found, ...rest } = definitions;
  if (found === undefined) return noDefinition;
  changeAccount({ definitions: rest }, plane);
  return respond({ success: true });
}
