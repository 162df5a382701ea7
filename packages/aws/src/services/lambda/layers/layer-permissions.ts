import { spelled, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { isRefused, lambdaRefusal, type Checked } from "../operations/refusals.ts";
import { documentOf, lengthRefusal, type Policy } from "../permissions/policy.ts";
import {
  keepLayer,
  layerArn,
  layersOf,
  locateLayer,
  type Layer,
  type LayerVersion,
} from "./layer-record.ts";

/** The operations of Lambda about which accounts may use a version of a layer. */
export const layerPermissionOperations: Operations = {
  AddLayerVersionPermission: { begin: add },
  RemoveLayerVersionPermission: { begin: remove },
  GetLayerVersionPolicy: { begin: get },
};

/** A version that a request names. */
interface Named {
  readonly layer: Layer;
  readonly version: LayerVersion;
  readonly arn: string;
}

function namedIn(params: PlainObject, plane: ControlPlane): Checked<Named> {
  const location = locateLayer(textOf(params["LayerName"])!, plane); // Required.
  if (isRefused(location)) return location;
  const number = Number(params["VersionNumber"]);
  const arn = `${layerArn(location.name, plane)}:${number}`;
  const layer = layersOf(plane).find(({ name }) => name === location.name);
  const version = layer?.versions.find((each) => each.number === number);
  return layer === undefined || version === undefined
    ? absent(`Layer version ${arn} does not exist.`)
    : { layer, version, arn };
}

function add(params: PlainObject, plane: ControlPlane): Step {
  const named = namedIn(params, plane);
  if (isRefused(named)) return named;
  const { StatementId: Sid, Action, Principal, OrganizationId } = params;
  const { policy } = named.version;
  if (policy.some((each) => each["Sid"] === Sid)) {
    return lambdaRefusal(
      "ResourceConflictException",
      `The statement id (${spelled(Sid)}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const wrong = revisionRefusal(params, named.version);
  if (wrong !== null) return wrong;
  const statement: PlainObject = {
    Sid: Sid!,
    Effect: "Allow",
    Principal: principalOf(spelled(Principal), plane),
    Action: Action!,
    Resource: named.arn,
    ...(OrganizationId === undefined
      ? {}
      : { Condition: { StringEquals: { "aws:PrincipalOrgID": OrganizationId } } }),
  };
  const extended = [...policy, statement];
  const tooLong = lengthRefusal(extended);
  if (tooLong !== null) return tooLong;
  const RevisionId = keepPolicy(named, extended, plane);
  return { type: "respond", response: { Statement: JSON.stringify(statement), RevisionId } };
}

const principalOf = (text: string, { partition }: ControlPlane): string | PlainObject =>
  text === "*" ? text : { AWS: /^\d/.test(text) ? `arn:${partition}:iam::${text}:root` : text };

function remove(params: PlainObject, plane: ControlPlane): Step {
  const named = namedIn(params, plane);
  if (isRefused(named)) return named;
  const wrong = revisionRefusal(params, named.version);
  if (wrong !== null) return wrong;
  const { policy } = named.version;
  const kept = policy.filter(({ Sid }) => Sid !== params["StatementId"]);
  if (kept.length === policy.length) {
    return absent(`Statement ${spelled(params["StatementId"])} is not found in resource policy.`);
  }
  keepPolicy(named, kept, plane);
  return { type: "respond", response: {} };
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const named = namedIn(params, plane);
  if (isRefused(named)) return named;
  const { policy, policyRevisionId: RevisionId } = named.version;
  if (policy.length === 0) return absent("No policy is associated with the given resource.");
  return { type: "respond", response: { Policy: documentOf(policy), RevisionId } };
}

/** Why a caller who knows another revision is refused; `null`: it knows the last one, or says none. */
const revisionRefusal = ({ RevisionId }: PlainObject, version: LayerVersion): Refused | null =>
  RevisionId === undefined || RevisionId === version.policyRevisionId
    ? null
    : lambdaRefusal(
        "PreconditionFailedException",
        "The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id",
      );

const absent = (message: string): Refused => lambdaRefusal("ResourceNotFoundException", message);

/** Keeps a policy, and gives its new revision. */
function keepPolicy({ layer, version }: Named, policy: Policy, plane: ControlPlane): string {
  const changed = { ...version, policy, policyRevisionId: plane.uuid() };
  const versions = layer.versions.map((each) => (each === version ? changed : each));
  keepLayer({ ...layer, versions }, plane);
  return changed.policyRevisionId;
}
