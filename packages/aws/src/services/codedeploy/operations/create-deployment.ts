import type { Tagged } from "@orrery/kernel";
import { objectOf, textOf } from "../../../request/params.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { roleCaller, serviceLinkedCaller } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import {
  controlName,
  type ControlPlane,
  type Operation,
  type ResourceConnection,
  type Step,
} from "../../../service/service-model.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import { hookArn } from "../codedeploy-to-lambda.ts";
import type { AppSpec, DeploymentSettings, GroupRecord } from "../config.ts";
import { targets } from "../shifting/declarations.ts";
import { deploymentKindName } from "../shifting/machine.ts";
import { codedeployAssumptions } from "../limits.ts";
import { deploymentArn, deploymentId } from "../names.ts";
import type { DeploymentShown } from "../protocol.ts";
import { unmodeledTarget } from "../unmodeled-target.ts";
import { appSpecIn } from "./app-spec.ts";
import { alarmsIn, rollbackIn } from "./group-said.ts";
import {
  deploymentRecordOf,
  groupIn,
  groupRecordOf,
  isRefused,
  noConfiguration,
  plain,
  respond,
  shiftNamed,
} from "./records.ts";

/** Begins a deployment, where the group's last one is over. */
export const createDeployment: Operation = {
  begin(params, plane) {
    const group = groupIn(params, plane);
    if (isRefused(group)) return group;
    const { last } = groupRecordOf(group);
    return last === null
      ? create(params, plane)
      : { type: "ask", resource: last, input: { type: "showDeployment" } };
  },
  next([body], params, plane) {
    const group = groupIn(params, plane);
    if (isRefused(group)) return group;
    const { endedAt } = body as Tagged as DeploymentShown; // A deployment shows itself.
    if (endedAt !== null) return create(params, plane);
    const { group: name, last } = groupRecordOf(group);
    const active = plane.findByNumber(last!)!.name; // It has answered.
    return refused(
      "DeploymentLimitExceededException",
      `The Deployment Group '${name}' already has an active Deployment '${active}'`,
    );
  },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const group = groupIn(params, plane);
  if (isRefused(group)) return group;
  const record = groupRecordOf(group);
  if (params["revision"] === undefined) {
    return refused("RevisionRequiredException", "The revision is required."); // Assumed: the words.
  }
  const revision = objectOf(params["revision"]);
  const spec = appSpecIn(revision);
  if ("type" in spec) return spec;
  const configuration = textOf(params["deploymentConfigName"]) ?? record.configuration;
  const shift = shiftNamed(configuration, plane);
  if (shift === undefined) return noConfiguration(configuration);
  const over = overIn(params, record);
  if (isRefused(over)) return over;
  const id = deploymentId(plane.uuid());
  const arn = deploymentArn(id, plane);
  const caller = roleCaller(record.role, id, arn, plane);
  const kindAt = (where: string | null): string | null =>
    where === null ? null : (plane.target(where)?.kind ?? null);
  const settings = (deployment: number, isBegun: boolean): DeploymentSettings => ({
    deployment,
    id,
    application: record.application,
    group: record.group,
    region: plane.region,
    accountId: plane.accountId,
    partition: plane.partition,
    epochMilliseconds: plane.epochMilliseconds,
    caller,
    spec,
    shift,
    ...over,
    triggers: record.triggers.map((trigger) => ({ ...trigger, kind: kindAt(trigger.arn) })),
    hookKinds: {
      before: kindAt(arnOf(spec.before, plane)),
      after: kindAt(arnOf(spec.after, plane)),
    },
    busKind: plane.target(busArn(plane))!.kind, // An account has one.
    isBegun,
    assumed: figureValues(codedeployAssumptions, plane.assumptions),
  });
  const place = plane.list(deploymentKindName).length + 1;
  const made = plane.create(
    {
      kind: deploymentKindName,
      name: id,
      arn,
      record: plain({
        application: record.application,
        group: record.group,
        configuration,
        description: textOf(params["description"]) ?? null,
        creator: plane.caller.principal.startsWith("cloudformation.") ? "CloudFormation" : "user",
        revision,
        previous: previousOf(record, plane),
        rollsBackOn: over.rollsBackOn,
      }),
      otherwise: `deployment ${place}`,
      countsInto: group.number,
    },
    (number) => settings(number, false),
    () => connectionsOf(arn, spec, record, caller, plane),
  );
  plane.change(group, { record: plain({ ...record, last: made.number }) });
  // A component begins with the first input that it hears.
  plane.change(made, { settings: settings(made.number, true) });
  return respond({ deploymentId: id });
}

/** What a deployment says over its group, of alarms and of rolling back. */
function overIn(
  params: PlainObject,
  group: GroupRecord,
): Pick<DeploymentSettings, "alarms" | "rollsBackOn"> | Refused {
  const alarms =
    params["overrideAlarmConfiguration"] === undefined
      ? group.alarms
      : alarmsIn(objectOf(params["overrideAlarmConfiguration"]));
  if ("type" in alarms) return alarms;
  const rollsBackOn =
    params["autoRollbackConfiguration"] === undefined
      ? group.rollsBackOn
      : rollbackIn(objectOf(params["autoRollbackConfiguration"]));
  return "type" in rollsBackOn ? rollsBackOn : { alarms, rollsBackOn };
}

/** The revision of the group's last deployment. */
function previousOf({ last }: GroupRecord, plane: ControlPlane): PlainObject | null {
  const found: Resource | undefined = last === null ? undefined : plane.findByNumber(last);
  return found === undefined ? null : deploymentRecordOf(found).revision;
}

const arnOf = (hook: string | null, plane: ControlPlane): string | null =>
  hook === null ? null : hookArn(hook, plane);

const busArn = ({ partition, region, accountId }: ControlPlane): string =>
  `arn:${partition}:events:${region}:${accountId}:event-bus/default`;

function connectionsOf(
  deployment: string,
  spec: AppSpec,
  { triggers }: GroupRecord,
  role: DeploymentSettings["caller"],
  plane: ControlPlane,
): readonly ResourceConnection[] {
  // Events of its own, about which a bus has no say.
  const service = serviceLinkedCaller("codedeploy", deployment, plane);
  const to = (place: number, arn: string, caller: typeof service): ResourceConnection => {
    const target = plane.target(arn);
    const join = { port: "targets", to: place };
    if (target === null) return { ...join, target: sinkAt(unmodeledTarget, arn, plane) };
    return { ...join, target: target.component, access: { caller, action: target.action, arn } };
  };
  const { before, after } = spec;
  return [
    { port: "targets", to: targets.calls, target: controlName },
    to(targets.bus, busArn(plane), service),
    ...(before === null ? [] : [to(targets.before, hookArn(before, plane), role)]),
    ...(after === null ? [] : [to(targets.after, hookArn(after, plane), role)]),
    ...triggers.map(({ arn }, place) => to(targets.triggers + place, arn, role)),
    { port: "alarms", to: 0, target: controlName },
  ];
}
