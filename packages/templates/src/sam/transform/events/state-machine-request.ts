import { sub } from "../intrinsics.ts";
import { isGiven, isMap, isText, memberOf, type JsonMap } from "../json.ts";
import type { SamEvent } from "./event.ts";

/** What API Gateway sends to Step Functions for a request. */
export function requestTemplate({ properties, target }: SamEvent): JsonMap {
  const isUnescaped = isGiven(memberOf(properties, "UnescapeMappingTemplate"));
  const body = "$util.escapeJavaScript($input.json('$'))";
  const input = isUnescaped ? `${body}.replaceAll("\\\\'","'")` : body;
  return {
    "application/json": sub(
      `{"input": "${input}", "stateMachineArn": "\${${nameInSub(target.arn)}}"}`,
    ),
  };
}

/** A state machine is named by its Ref alone. */
function nameInSub(arn: SamEvent["target"]["arn"]): string {
  const name = isMap(arn) ? memberOf(arn, "Ref") : undefined;
  return isText(name) ? name : "";
}
