import { listOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { dynamodbLimits } from "../limits.ts";
import { invalid } from "../value/value-check.ts";
import {
  changeTable,
  isRefused,
  keptOf,
  respond,
  tableKindName,
  tableNameIn,
  type Checked,
} from "./table-record.ts";
import { againstTags, tagsIn, tooManyTags } from "./tags-setting.ts";

/** Operations on tags of tables. */
export const tagOperations: Operations = {
  TagResource: { begin: tag },
  UntagResource: { begin: untag },
  ListTagsOfResource: { begin: list },
};

/** The table of an ARN. */
function tableByArn(arn: string, plane: ControlPlane): Checked<Resource> {
  const name = tableNameIn(arn);
  const table = name === undefined ? undefined : plane.find(tableKindName, name);
  return table ?? missing(arn);
}

const missing = (arn: string): Refused =>
  refused(
    "ResourceNotFoundException",
    `Requested resource not found: ResourcArn: ${arn} not found`,
  );

function tag(params: PlainObject, plane: ControlPlane): Step {
  const table = tableByArn(textOf(params["ResourceArn"])!, plane); // It is there.
  if (isRefused(table)) return table;
  const given = listOf(params["Tags"]);
  if (given.length === 0) return invalid("Atleast one Tag needs to be provided as Input."); // In AWS's spelling.
  const wrong = againstTags(given);
  if (wrong !== null) return wrong;
  const tags = { ...keptOf(table).tags, ...tagsIn(params["Tags"]) };
  if (Object.keys(tags).length > dynamodbLimits.tags) return tooManyTags;
  changeTable(table, { tags }, plane);
  return respond();
}

function untag(params: PlainObject, plane: ControlPlane): Step {
  const table = tableByArn(textOf(params["ResourceArn"])!, plane); // It is there.
  if (isRefused(table)) return table;
  const keys = textsOf(params["TagKeys"]);
  if (keys.length === 0) return invalid("Atleast one Tag Key needs to be provided as Input.");
  const rest = Object.entries(keptOf(table).tags).filter(([key]) => !keys.includes(key));
  changeTable(table, { tags: Object.fromEntries(rest) }, plane);
  return respond();
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const table = tableByArn(textOf(params["ResourceArn"])!, plane); // It is there.
  if (isRefused(table)) return table;
  return respond({
    Tags: Object.entries(keptOf(table).tags).map(([Key, Value]) => ({ Key, Value })),
  });
}
