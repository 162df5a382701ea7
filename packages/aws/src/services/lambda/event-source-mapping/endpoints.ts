import { serviceIn } from "../../../service/arn.ts";
import { invariant, seconds, type Duration } from "@orrery/kernel";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { mappingRefusal } from "../operations/mapping-check.ts";
import type { Refused } from "../../../service/refusal.ts";
import { recordOf } from "../operations/function-record.ts";
import { qualifiedResource, versionBehind } from "../versions/version-record.ts";
import type { Source } from "../../../service/source.ts";
import { memberOf } from "../../../request/params.ts";
import { textOf } from "./mapping-record.ts";

/** The function that a mapping invokes. */
export interface FunctionTarget {
  readonly resource: Resource;
  /** With the qualifier that was asked for. */
  readonly arn: string;
  readonly timeout: Duration;
  /** Why no mapping may invoke it; `null`: one may. */
  readonly refusal: Refused | null;
  /** The function itself, whatever the qualifier. */
  readonly function: Resource;
  /** The ARN of its role. */
  readonly role: string;
}

const locator =
  /^(?:arn:[a-z-]+:lambda:([a-z0-9-]+):(\d{12}):function:|(\d{12}):function:|function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** The function that a name, an ARN or a part of one leads to; `null` where there is none. */
export function functionAt(text: string, plane: ControlPlane): FunctionTarget | null {
  const [, region, account, shortAccount, name, qualifier] = locator.exec(text) ?? [];
  if (name === undefined) return null;
  if ((region ?? plane.region) !== plane.region) return null;
  if ((account ?? shortAccount ?? plane.accountId) !== plane.accountId) return null;
  const resource = plane.find("lambda.function", name);
  if (resource === undefined || resource.record["isDeleting"] === true) return null;
  const target = qualifiedResource(resource, qualifier ?? null, plane);
  if (target === undefined) return null;
  const arn = qualifier === undefined ? resource.arn : `${resource.arn}:${qualifier}`;
  const record = recordOf(versionBehind(target, plane));
  return {
    resource: target,
    arn,
    timeout: seconds(record.Timeout),
    refusal: mappingRefusal(record, qualifier ?? null),
    function: resource,
    role: textOf(memberOf(record.shown, "Role")),
  };
}

/** How what an ARN names is read, there or not; the ARN has been checked. */
export function readAt(arn: string, plane: ControlPlane): Source {
  const source = plane.sources.in(serviceIn(arn));
  invariant(source !== undefined, `${arn} cannot be read`);
  return source;
}
