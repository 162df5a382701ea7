import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, objectOf, textMapOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { readInputPath } from "../input/input-path.ts";
import { readTemplate, variablesOf } from "../input/input-template.ts";
import { predefined } from "../input/target-input.ts";
import { parseJson } from "../../../text/json.ts";
import { quotaIn } from "./account-record.ts";
import { ruleArnOf } from "./bus-record.ts";
import type { TargetRecord } from "./records.ts";
import { invalid, isRefused, respond, tooMany } from "./checked.ts";
import { listed } from "./paging.ts";
import { changeRule, ruleOf } from "./rule-record.ts";
import { targetConnections, targetRecord } from "./target-settings.ts";

/** Operations on the targets of rules. */
export const targetOperations: Operations = {
  PutTargets: { begin: putTargets },
  RemoveTargets: { begin: removeTargets },
  ListTargetsByRule: { begin: listTargets },
};

const idOf = ({ params }: Pick<TargetRecord, "params">): string => textOf(params["Id"]) ?? "";

function putTargets(params: PlainObject, plane: ControlPlane): Step {
  const given = listOf(params["Targets"]).map(objectOf);
  for (const target of given) {
    const wrong = againstTarget(target);
    if (wrong !== null) return wrong;
  }
  const found = ruleOf(params, plane, "Rule");
  if (isRefused(found)) return found;
  for (const target of given) {
    const arn = textOf(target["Arn"])!; // It is there.
    if (arn.split(":").length < 6 || !arn.startsWith("arn:")) {
      return invalid(
        `Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`,
      );
    }
  }
  const { bus, record, rule } = found;
  const targets = [...rule.targets];
  const put: TargetRecord[] = [];
  let next = record.nextTarget;
  for (const target of given) {
    const place = targets.findIndex((each) => idOf(each) === textOf(target["Id"]));
    const kept = targetRecord(next, target, plane);
    next += 1;
    put.push(kept);
    if (place === -1) targets.push(kept);
    else targets[place] = kept;
  }
  if (targets.length > quotaIn(plane, "events.targetsPerRule")) return tooMany;
  const ruleArn = ruleArnOf(bus.name, rule.name, plane);
  changeRule(
    found,
    { ...rule, targets },
    plane,
    { nextTarget: next },
    put.flatMap((target) => targetConnections(target, ruleArn, plane)),
  );
  return respond({ FailedEntryCount: 0, FailedEntries: [] });
}

/** What is wrong with a target by itself; `null` for nothing. */
function againstTarget(target: PlainObject): Refused | null {
  const id = textOf(target["Id"])!; // It is there.
  const inputs = ["Input", "InputPath", "InputTransformer"].filter(
    (name) => target[name] !== undefined,
  );
  if (inputs.length > 1) {
    return invalid(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`,
    );
  }
  const arn = textOf(target["Arn"])!; // Likewise.
  if (/^arn:[^:]+:sqs:.*\.fifo$/.test(arn) && target["SqsParameters"] === undefined) {
    return invalid(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
  }
  const path = textOf(target["InputPath"]);
  if (path !== undefined && readInputPath(path) === null) {
    // Assumed: the words.
    return invalid(`InputPath for target ${id} is invalid.`);
  }
  const constant = textOf(target["Input"]);
  if (constant !== undefined && parseJson(constant) === undefined) {
    return invalid(`JSON syntax error in input for target ${id} at ${constant}`); // Likewise.
  }
  return againstTransformer(id, target["InputTransformer"]);
}

function againstTransformer(id: string, transformer: Plain | undefined): Refused | null {
  const template = textOf(memberOf(transformer, "InputTemplate"));
  if (template === undefined) return null;
  const paths = textMapOf(memberOf(transformer, "InputPathsMap"));
  for (const [name, path] of paths) {
    if (readInputPath(path) === null) {
      return invalid(`InputPath for target ${id} is invalid: ${name}.`); // Assumed: the words.
    }
  }
  const unknown = variablesOf(readTemplate(template)).find(
    (name) => !paths.has(name) && !predefined.includes(name),
  );
  return unknown === undefined
    ? null
    : invalid(`InputTemplate for target ${id} contains invalid placeholder ${unknown}.`);
}

function removeTargets(params: PlainObject, plane: ControlPlane): Step {
  const found = ruleOf(params, plane, "Rule");
  if (isRefused(found)) return found;
  const { rule } = found;
  const ids = textsOf(params["Ids"]);
  const failed = ids.filter((id) => !rule.targets.some((target) => idOf(target) === id));
  const targets = rule.targets.filter((target) => !ids.includes(idOf(target)));
  changeRule(found, { ...rule, targets }, plane);
  return respond({
    FailedEntryCount: failed.length,
    FailedEntries: failed.map((id) => ({
      TargetId: id,
      ErrorCode: "ResourceNotFoundException",
      ErrorMessage: `Rule ${rule.name} does not have any target with ID ${id}.`, // Assumed: the words.
    })),
  });
}

function listTargets(params: PlainObject, plane: ControlPlane): Step {
  const found = ruleOf(params, plane, "Rule");
  if (isRefused(found)) return found;
  const { rule } = found;
  const shown =
    rule.archive === null
      ? rule.targets.map(({ params: own }) => own)
      : [archiving(rule.archive.arn)];
  return listed("Targets", shown, params);
}

/** The target of the rule by which AWS keeps an archive. */
function archiving(arn: string): PlainObject {
  const [, partition = "", , region = ""] = arn.split(":");
  return {
    Id: "Events-Archive",
    Arn: `arn:${partition}:events:${region}:::`,
    InputTransformer: {
      InputPathsMap: {},
      InputTemplate: `{"archive-arn": "${arn}|v1", "event": <aws.events.event.json>, "ingestion-time": <aws.events.event.ingestion-time>}`,
    },
  };
}
