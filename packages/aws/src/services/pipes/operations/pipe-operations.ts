import { pageByKey } from "../../../request/page.ts";
import { numberOf, objectOf, textMapOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { AccountInput } from "../protocol.ts";
import { pipesLimits } from "../limits.ts";
import { readerKinds } from "../reader/kinds.ts";
import {
  activeFrom,
  checkPipe,
  connectionsOf,
  makeOutside,
  roleOf,
  settingsOf,
  sourceOf,
} from "./pipe-plan.ts";
import {
  findPipe,
  noPipe,
  pipeArn,
  pipeKindName,
  plain,
  recordOf,
  respond,
  stateOf,
  summaryOf,
  timestampOf,
  type PipeRecord,
} from "./pipe-record.ts";
import { readerOf } from "./reader.ts";
import { batchMostOf, checkBatch } from "./target-batch.ts";

const nameIn = (params: PlainObject): string => textOf(params["Name"])!; // It must be there.

/** Operations on pipes. */
export const pipeOperations: Operations = {
  CreatePipe: { begin: create },
  DescribePipe: { begin: describe },
  UpdatePipe: { begin: update },
  DeletePipe: { begin: remove },
  StartPipe: { begin: (params, plane) => turn(params, "RUNNING", plane) },
  StopPipe: { begin: (params, plane) => turn(params, "STOPPED", plane) },
  ListPipes: { begin: list },
};

const shownMembers = [
  "Description",
  "Enrichment",
  "EnrichmentParameters",
  "KmsKeyIdentifier",
  "LogConfiguration",
  "RoleArn",
  "Source",
  "SourceParameters",
  "Target",
  "TargetParameters",
];

const shownIn = (params: PlainObject): PlainObject =>
  Object.fromEntries(
    shownMembers.flatMap((name) =>
      params[name] === undefined ? [] : [[name, params[name]] as const],
    ),
  );

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = nameIn(params);
  if (findPipe(name, plane) !== undefined) {
    return refused("ConflictException", `Pipe ${name} already exists.`, {
      resourceId: name,
      resourceType: "pipe",
    });
  }
  const wrong = checkPipe(params, plane) ?? checkBatch(params, plane);
  if (wrong !== null) return wrong;
  const most = plane.quota("pipes.pipes");
  if (plane.list(pipeKindName).length >= most) {
    return refused("ServiceQuotaExceededException", `The account has ${most} pipes already.`); // Assumed: the words.
  }
  const desired = params["DesiredState"] === "STOPPED" ? "STOPPED" : "RUNNING";
  const answers = objectOf(params["EnrichmentAnswers"]);
  const record: PipeRecord = {
    shown: shownIn(params),
    desired,
    action: "CREATING",
    until: activeFrom(plane),
    changedAt: plane.now,
    tags: Object.fromEntries(textMapOf(params["Tags"])),
    answers,
  };
  const arn = pipeArn(plane, name);
  const { ends, connections } = connectionsOf(arn, params, plane);
  const account = accountIn(plane);
  const pipe = plane.create(
    { kind: pipeKindName, name, arn, record: plain(record) },
    (number) => settingsOf(number, name, arn, params, record, plane, ends),
    () => [...connections, { port: "account", to: 0, target: account.number }],
  );
  // Whoever is made hears of its settings once they are given again.
  plane.change(pipe, {
    settings: settingsOf(pipe.number, name, arn, params, record, plane, ends),
  });
  makeOutside(sourceOf(params, plane), plane);
  const hasReader = makeReader(pipe, record, plane);
  if (hasReader || sourceOf(params, plane).source === undefined) {
    return respond(summaryOf(pipe, plane));
  }
  // What it is to read is not there.
  const failed: PipeRecord = { ...record, action: "CREATE_FAILED" };
  return respond(summaryOf(plane.change(pipe, { record: plain(failed) }), plane));
}

/** Makes what reads for a pipe; whether there is something to read. */
function makeReader(pipe: Resource, record: PipeRecord, plane: ControlPlane): boolean {
  const plan = planReader(pipe, record, plane);
  if (plan === null) return false;
  const { kind, settings, connections } = plan;
  const reader = plane.create(
    { kind, name: pipe.name, arn: `${pipe.arn}/reader`, record: {}, isShared: true },
    settings,
    () => connections,
  );
  // Whoever reads begins when it hears of its settings.
  plane.change(reader, { settings: settings(reader.number) });
  return true;
}

function planReader(pipe: Resource, { shown, desired, until }: PipeRecord, plane: ControlPlane) {
  const what = {
    pipe,
    params: shown,
    caller: roleOf(shown, pipe.arn, plane),
    enabled: desired === "RUNNING",
    activeFrom: until,
    most: batchMostOf(shown),
  };
  return readerOf(sourceOf(shown, plane), what, plane);
}

const readersOf = ({ name }: Resource, plane: ControlPlane): readonly Resource[] =>
  Object.values(readerKinds).flatMap((kind) => plane.find(kind, name) ?? []);

/** Lets a pipe, and what reads for it, go by another record. */
function change(pipe: Resource, record: PipeRecord, plane: ControlPlane): Resource {
  const { ends, connections } = connectionsOf(pipe.arn, record.shown, plane);
  const { number, name, arn } = pipe;
  const settings = settingsOf(number, name, arn, record.shown, record, plane, ends);
  const changed = plane.change(pipe, { record: plain(record), settings, connections });
  const plan = planReader(changed, record, plane);
  for (const reader of readersOf(pipe, plane)) {
    if (plan === null) continue; // Its source is gone, and it hears so.
    const { settings: settingsFor, connections: joins } = plan;
    plane.change(reader, { settings: settingsFor(reader.number), connections: joins });
  }
  return changed;
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const pipe = findPipe(nameIn(params), plane);
  if (pipe === undefined) return noPipe(nameIn(params));
  const { shown, tags } = recordOf(pipe);
  const { source, resource } = sourceOf(shown, plane);
  const isMissing = source !== undefined && resource === undefined;
  return respond({
    ...summaryOf(pipe, plane),
    ...shown,
    SourceParameters: shownSource(shown, plane),
    Tags: tags,
    ...(isMissing ? { StateReason: "The source does not exist." } : {}), // Assumed: the words.
  });
}

/** Parameters of the source, with what holds where they say nothing. */
function shownSource(shown: PlainObject, plane: ControlPlane): PlainObject {
  const given = objectOf(shown["SourceParameters"]);
  const { source } = sourceOf(shown, plane);
  const [member] = Object.keys(given).filter((name) => name !== "FilterCriteria");
  if (source === undefined || member === undefined) return given;
  const { batchSize, shardBatchSize } = pipesLimits;
  const usual = source.type === "queue" ? batchSize.default : shardBatchSize;
  const own = { BatchSize: Math.min(usual, batchMostOf(shown)), ...objectOf(given[member]) };
  return { ...given, [member]: own };
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const pipe = findPipe(nameIn(params), plane);
  if (pipe === undefined) return noPipe(nameIn(params));
  const before = recordOf(pipe);
  const given = shownIn(params);
  const shown: PlainObject = {
    ...before.shown,
    ...given,
    SourceParameters: mergedSource(before.shown, given),
  };
  const wrong = checkPipe(shown, plane) ?? checkBatch(shown, plane);
  if (wrong !== null) return wrong;
  const busy = busyWith(pipe, before, plane);
  if (busy !== null) return busy;
  const desired = params["DesiredState"] ?? before.desired;
  const record: PipeRecord = {
    ...before,
    shown,
    desired: desired === "STOPPED" ? "STOPPED" : "RUNNING",
    action: "UPDATING",
    until: activeFrom(plane),
    changedAt: plane.now,
  };
  return respond(summaryOf(change(pipe, record, plane), plane));
}

/** What is said of a source's kind is put over what was said of it; filters are replaced as a whole. */
function mergedSource(before: PlainObject, given: PlainObject): PlainObject {
  const was = objectOf(before["SourceParameters"]);
  const said = objectOf(given["SourceParameters"]);
  const merged = Object.entries(said).map(([name, value]) => [
    name,
    name === "FilterCriteria" ? value : { ...objectOf(was[name]), ...objectOf(value) },
  ]);
  return { ...was, ...(Object.fromEntries(merged) as PlainObject) };
}

/** A pipe that is changing is not changed. */
function busyWith(pipe: Resource, record: PipeRecord, plane: ControlPlane): Refused | null {
  if (record.action === "CREATE_FAILED" || plane.now >= record.until) return null;
  const state = stateOf(record, plane.now);
  return refused("ConflictException", `Pipe ${pipe.name} is in the state ${state}.`, {
    resourceId: pipe.name,
    resourceType: "pipe",
  }); // Assumed: the words.
}

function turn(params: PlainObject, desired: PipeRecord["desired"], plane: ControlPlane): Step {
  const pipe = findPipe(nameIn(params), plane);
  if (pipe === undefined) return noPipe(nameIn(params));
  const before = recordOf(pipe);
  const busy = busyWith(pipe, before, plane);
  if (busy !== null) return busy;
  if (before.desired === desired) return respond(summaryOf(pipe, plane));
  const record: PipeRecord = {
    ...before,
    desired,
    action: desired === "RUNNING" ? "STARTING" : "STOPPING",
    until: activeFrom(plane),
    changedAt: plane.now,
  };
  return respond(summaryOf(change(pipe, record, plane), plane));
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const pipe = findPipe(nameIn(params), plane);
  if (pipe === undefined) return noPipe(nameIn(params));
  const forget: AccountInput = { type: "forgetPipe", pipe: pipe.number };
  plane.consult(accountIn(plane).number, forget);
  for (const reader of readersOf(pipe, plane)) plane.delete(reader, noPipe(pipe.name));
  plane.delete(pipe, noPipe(pipe.name));
  return respond({
    ...summaryOf(pipe, plane),
    DesiredState: "DELETED",
    CurrentState: "DELETING",
    LastModifiedTime: timestampOf(plane.now, plane),
  });
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const says = (name: string): string | undefined => textOf(params[name]);
  const found = plane.list(pipeKindName).filter((pipe) => {
    const record = recordOf(pipe);
    const { Source, Target } = record.shown;
    return (
      pipe.name.startsWith(says("NamePrefix") ?? "") &&
      (textOf(Source) ?? "").startsWith(says("SourcePrefix") ?? "") &&
      (textOf(Target) ?? "").startsWith(says("TargetPrefix") ?? "") &&
      (says("DesiredState") ?? record.desired) === record.desired &&
      (says("CurrentState") ?? stateOf(record, plane.now)) === stateOf(record, plane.now)
    );
  });
  const most = numberOf(params["Limit"]) ?? pipesLimits.page.default;
  const { items, next } = pageByKey(found, ({ name }) => name, says("NextToken") ?? null, most);
  return respond({
    Pipes: items.map((pipe) => {
      const { Source, Target, Enrichment } = recordOf(pipe).shown;
      return {
        ...summaryOf(pipe, plane),
        Source: Source!,
        Target: Target!,
        ...(Enrichment === undefined ? {} : { Enrichment }),
      };
    }),
    ...(next === null ? {} : { NextToken: next }),
  });
}

const accountKindName = "pipes.account";

function accountIn(plane: ControlPlane): Resource {
  const found = plane.find(accountKindName, "account");
  if (found !== undefined) return found;
  const settings = { concurrentExecutions: plane.quota("pipes.concurrentExecutions") };
  const arn = pipeArn(plane, "*");
  const made = { kind: accountKindName, name: "account", arn, record: {}, isShared: true };
  return plane.create(made, () => settings);
}
