import { spelled } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { functionNotFound } from "../function/function-error.ts";
import { functionArn, findFunction, functionOf, locate } from "../operations/function-location.ts";
import { plain, recordOf } from "../operations/function-record.ts";
import { invalid, isRefused, lambdaRefusal, type Checked } from "../operations/refusals.ts";
import {
  aliasKindName,
  aliasRecordOf,
  isVersion,
  plainAlias,
  qualifiedResource,
} from "../versions/version-record.ts";
import { addTrigger } from "../trigger/trigger-resource.ts";
import { settleUrl } from "../url/url-settings.ts";
import { urlOf, urlRecordOf } from "../url/url-record.ts";
import { documentOf, lengthRefusal, policyOf, statementOf, type Policy } from "./policy.ts";

/** The operations of Lambda about who may do what with functions, versions and aliases. */
export const permissionOperations: Operations = {
  AddPermission: { begin: add },
  RemovePermission: { begin: remove },
  GetPolicy: { begin: get },
};

function add(params: PlainObject, plane: ControlPlane): Step {
  const target = targetIn(params, plane);
  if (isRefused(target)) return target;
  const wrong = revisionRefusal(params, target);
  if (wrong !== null) return wrong;
  const statement = statementOf(params, target.arn, plane);
  if (isRefused(statement)) return statement;
  const policy = policyOf(target);
  const { Sid } = statement;
  if (policy.some((each) => each["Sid"] === Sid)) {
    return lambdaRefusal(
      "ResourceConflictException",
      `The statement id (${spelled(Sid)}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const extended = [...policy, statement];
  const tooLong = lengthRefusal(extended);
  if (tooLong !== null) return tooLong;
  keepPolicy(target, extended, plane);
  if (params["Trigger"] !== undefined) addTrigger(params, target, plane);
  return { type: "respond", response: { Statement: JSON.stringify(statement) } };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const target = targetIn(params, plane);
  if (isRefused(target)) return target;
  const policy = policyOf(target);
  if (policy.length === 0) return absent("No policy is associated with the given resource.");
  const wrong = revisionRefusal(params, target);
  if (wrong !== null) return wrong;
  const kept = policy.filter(({ Sid }) => Sid !== params["StatementId"]);
  if (kept.length === policy.length) {
    return absent(`Statement ${spelled(params["StatementId"])} is not found in resource policy.`);
  }
  keepPolicy(target, kept, plane);
  return { type: "respond", response: {} };
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const fn = findFunction(location.name, plane);
  const target = fn && qualifiedResource(fn, location.qualifier, plane);
  const policy = target === undefined ? [] : policyOf(target);
  if (target === undefined || policy.length === 0) {
    return absent("The resource you requested does not exist.");
  }
  return {
    type: "respond",
    response: { Policy: documentOf(policy), RevisionId: revisionOf(target) },
  };
}

const absent = (message: string): Refused =>
  lambdaRefusal("ResourceNotFoundException", message, { Message: message });

/** What a permission is about: a function, one of its versions, or an alias, but not `$LATEST` by that name. */
function targetIn(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const { name, qualifier } = location;
  if (qualifier === "$LATEST") {
    return invalid("We currently do not support adding policies for $LATEST.");
  }
  const found = functionOf({ FunctionName: name }, plane);
  if (isRefused(found)) return found;
  const target = qualifiedResource(found.resource, qualifier, plane);
  if (target !== undefined) return target;
  const arn = `${functionArn(name, plane)}:${qualifier}`;
  return isVersion(qualifier!) ? functionNotFound(arn) : absent(`Cannot find alias arn: ${arn}`);
}

/** Why a caller who knows another revision is refused; `null`: it knows the last one, or says none. */
function revisionRefusal({ RevisionId }: PlainObject, target: Resource): Refused | null {
  return RevisionId === undefined || RevisionId === revisionOf(target)
    ? null
    : lambdaRefusal(
        "PreconditionFailedException",
        "The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id",
      );
}

/** The revision that the last change of a policy made; of what has none, its own. */
function revisionOf(target: Resource): string {
  const ofPolicy = target.record["policyRevisionId"];
  if (policyOf(target).length > 0) return spelled(ofPolicy);
  return target.kind === aliasKindName
    ? aliasRecordOf(target).revisionId
    : spelled(recordOf(target).shown["RevisionId"]);
}

/** Keeps a policy, which makes a new revision of what it is for. */
function keepPolicy(target: Resource, policy: Policy, plane: ControlPlane): void {
  const revisionId = plane.uuid();
  const url = urlOf(target, plane);
  if (url !== undefined) settleUrl(url, urlRecordOf(url), policy, plane);
  if (target.kind === aliasKindName) {
    const changed = { ...aliasRecordOf(target), policy, revisionId, policyRevisionId: revisionId };
    plane.change(target, { record: plainAlias(changed) });
    return;
  }
  const record = recordOf(target);
  const shown = { ...record.shown, RevisionId: revisionId };
  plane.change(target, {
    record: plain({ ...record, shown, policy, policyRevisionId: revisionId }),
  });
}
