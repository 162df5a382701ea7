import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { stepFunctionsLimits } from "../limits.ts";
import type { QualifierSettings } from "../qualifier/machine.ts";
import { nextToken, pageOf } from "./pages.ts";
import {
  againstPrefix,
  changeStateMachine,
  invalid,
  invalidArn,
  isRefused,
  keptOf,
  noStateMachine,
  qualifiedNameIn,
  qualifierKindName,
  required,
  respond,
  stateMachineAt,
  stateMachineKindName,
  timestampAt,
  type RouteKept,
  type StateMachineKept,
  type VersionKept,
} from "./records.ts";

/** Operations on versions. */
export const versionOperations: Operations = {
  PublishStateMachineVersion: { begin: publishVersion },
  ListStateMachineVersions: { begin: listVersions },
  DeleteStateMachineVersion: { begin: deleteVersion },
};

/** The ARN of a version. */
export const versionArn = (arn: string, version: number): string => `${arn}:${version}`;

/** What leads to a version or by an alias, as a resource of its own. */
export function makeQualifier(
  stateMachine: Resource,
  qualifier: string,
  settings: QualifierSettings,
  plane: ControlPlane,
): void {
  plane.create(
    {
      kind: qualifierKindName,
      name: `${stateMachine.name}:${qualifier}`,
      arn: `${stateMachine.arn}:${qualifier}`,
      record: {},
    },
    () => settings,
    () => [{ port: "stateMachine", to: 0, target: stateMachine.number }],
  );
}

/** Publishes what a state machine is now, and gives the ARN of the version: of the last one where that says the same. */
export function addVersion(
  resource: Resource,
  description: string | null,
  plane: ControlPlane,
): string {
  const kept = keptOf(resource);
  const last = kept.versions.at(-1);
  const isSame = isPublished(kept) && (description === null || description === last?.description);
  if (last !== undefined && isSame) {
    return versionArn(resource.arn, last.number);
  }
  const number = kept.versionCount + 1;
  const version: VersionKept = {
    number,
    revisionId: kept.revisionId,
    definition: kept.definition,
    roleArn: kept.roleArn,
    description,
    createdAt: plane.now,
  };
  const changed = changeStateMachine(
    resource,
    { versions: [...kept.versions, version], versionCount: number },
    plane,
  );
  const routes: readonly RouteKept[] = [{ version: number, weight: 100 }];
  makeQualifier(changed, `${number}`, { alias: null, routes }, plane);
  return versionArn(resource.arn, number);
}

/** Whether what a state machine is now is its last version. */
const isPublished = ({ versions, revisionId }: StateMachineKept): boolean =>
  versions.at(-1)?.revisionId === revisionId;

function publishVersion(params: PlainObject, plane: ControlPlane): Step {
  const resource = stateMachineAt(required(params, "stateMachineArn"), plane);
  if (isRefused(resource)) return resource;
  const kept = keptOf(resource);
  if (kept.isDeleting) {
    return refused("StateMachineDeleting", `State Machine is being deleted: '${resource.arn}'`);
  }
  const asked = textOf(params["revisionId"]);
  const current = kept.revisionId ?? "INITIAL";
  if (asked !== undefined && asked !== current) {
    return refused(
      "ConflictException",
      `Failed to publish the State Machine version for revision ${asked}. The current State Machine revision is ${current}.`,
    );
  }
  if (kept.versions.length >= stepFunctionsLimits.versions) {
    return refused(
      "ServiceQuotaExceededException",
      `The maximum number of versions of the state machine has been reached: ${stepFunctionsLimits.versions}.`, // Assumed: the words.
    );
  }
  // What it is said to be makes no other version here.
  const description = isPublished(kept) ? null : (textOf(params["description"]) ?? null);
  const arn = addVersion(resource, description, plane);
  const number = Number(arn.slice(arn.lastIndexOf(":") + 1));
  const after = plane.find(stateMachineKindName, resource.name)!; // It was not deleted.
  const version = keptOf(after).versions.find((each) => each.number === number)!; // It was added, or was there.
  return respond({
    stateMachineVersionArn: arn,
    creationDate: timestampAt(version.createdAt, plane),
  });
}

function listVersions(params: PlainObject, plane: ControlPlane): Step {
  const resource = stateMachineAt(required(params, "stateMachineArn"), plane);
  // Of a state machine that is not there, there are none.
  if (isRefused(resource)) {
    return resource.code === "InvalidArn" ? resource : respond({ stateMachineVersions: [] });
  }
  const newest = [...keptOf(resource).versions].reverse();
  const page = pageOf(newest, params);
  if (isRefused(page)) return page;
  return respond({
    stateMachineVersions: page.items.map(({ number, createdAt }) => ({
      stateMachineVersionArn: versionArn(resource.arn, number),
      creationDate: timestampAt(createdAt, plane),
    })),
    ...nextToken(page.next),
  });
}

function deleteVersion(params: PlainObject, plane: ControlPlane): Step {
  const arn = required(params, "stateMachineVersionArn");
  const wrong = againstPrefix(arn);
  if (wrong !== null) return wrong;
  const [name = "", qualifier = ""] = qualifiedNameIn(arn)?.split(":") ?? [];
  if (!/^\d+$/.test(qualifier)) {
    return invalidArn("Invalid State Machine version ARN"); // Assumed: the words.
  }
  const resource = plane.find(stateMachineKindName, name);
  if (resource === undefined) return respond();
  const kept = keptOf(resource);
  const number = Number(qualifier);
  const users = kept.aliases.filter(({ routes }) =>
    routes.some(({ version }) => version === number),
  );
  if (users.length > 0) {
    const names = users.map((alias) => `${resource.arn}:${alias.name}`).join(", ");
    return refused(
      "ConflictException",
      `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${names}]`,
    );
  }
  const versions = kept.versions.filter((each) => each.number !== number);
  if (versions.length === kept.versions.length) return respond();
  changeStateMachine(resource, { versions }, plane);
  const there = plane.find(qualifierKindName, `${name}:${qualifier}`);
  if (there !== undefined) plane.delete(there, noStateMachine(arn));
  return respond();
}

/** A request that names a version where none may be. */
export const notAVersion = (arns: readonly string[]) =>
  invalid(
    `Routing configuration must contain state machine version ARNs. Received: [${arns.join(", ")}]`,
  );
