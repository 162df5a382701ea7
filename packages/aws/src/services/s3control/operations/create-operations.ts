import { listOf, memberOf, objectOf, textOf } from "../../../request/params.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { roleCaller, serviceLinkedCaller } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import {
  controlName,
  type ControlPlane,
  type Operations,
  type ResourceConnection,
  type Step,
  type Target,
} from "../../../service/service-model.ts";
import type { JobSettings } from "../config.ts";
import { targets } from "../job/declarations.ts";
import { jobKindName } from "../job/machine.ts";
import { objectsOfOtherJobs, s3controlAssumptions } from "../limits.ts";
import { jobArnOf, objectService, taskOperations } from "../s3control-to-s3.ts";
import { objectListIn, reportIn } from "./list-reading.ts";
import { plain, recordOf, respond } from "./job-record.ts";

/** Operations that make jobs. */
export const createOperations: Operations = { CreateJob: { begin: create } };

/** What AWS says of a job that makes no sense, whatever it is. Users quote it. */
const invalid: Refused = refused("InvalidRequest", "Request invalid");

const accountKindName = "s3control.account";
const onFunctions = "LambdaInvoke";

function create(params: PlainObject, plane: ControlPlane): Step {
  const token = textOf(params["ClientRequestToken"])!; // It must be there.
  const known = plane.findByMark(jobKindName, token);
  if (known !== undefined) {
    const isSame = JSON.stringify(recordOf(known).asked) === JSON.stringify(params);
    return isSame
      ? respond({ JobId: known.name })
      : refused("IdempotencyException", "The ClientRequestToken was used for another job."); // Assumed: the words.
  }
  const operation = operationIn(params["Operation"], plane);
  if ("type" in operation) return operation;
  const objects = objectListIn(params);
  if (objects.type === "refused" || objects.type === "notModeled") return objects;
  const report = reportIn(params);
  if (report === "invalid") return invalid;
  const id = plane.uuid();
  const arn = jobArnOf(id, plane);
  const place = plane.list(jobKindName).length;
  const account = accountIn(plane);
  const bus = busOf(plane);
  const { target, schema, userArguments, ...named } = operation;
  const role = textOf(params["RoleArn"])!; // It must be there.
  const settings = (job: number, isBegun: boolean): JobSettings => ({
    job,
    place,
    shown: { id, schema, userArguments },
    arn,
    region: plane.region,
    accountId: plane.accountId,
    partition: plane.partition,
    epochMilliseconds: plane.epochMilliseconds,
    caller: roleCaller(role, `s3-batch-operations_${id}`, arn, plane),
    operation: named,
    function: target === null ? null : { arn: target.arn, kind: target.kind },
    busKind: bus.kind,
    objects,
    report,
    mostObjects: mostObjectsOf(operation.name, plane),
    priority: Number(params["Priority"]),
    isConfirmed: params["ConfirmationRequired"] !== true,
    isBegun,
    assumed: figureValues(s3controlAssumptions, plane.assumptions),
  });
  const record = plain({ asked: params, tags: listOf(params["Tags"]).map(objectOf) });
  const made = plane.create(
    { kind: jobKindName, name: id, arn, record, mark: token, otherwise: `batch job ${place + 1}` },
    (number) => settings(number, false),
    () => connectionsOf(arn, account, bus, target, settings(0, false), plane),
  );
  plane.change(plane.findByNumber(account)!, {
    connections: [{ port: "jobs", to: place, target: made.number }],
  });
  // A component begins with the first input that it hears.
  plane.change(made, { settings: settings(made.number, true) });
  return respond({ JobId: id });
}

/** Kinds of jobs that may be about more objects than all others. */
const large: ReadonlySet<string> = new Set([
  onFunctions,
  "S3PutObjectCopy",
  "S3PutObjectTagging",
  "S3DeleteObjectTagging",
  "S3PutObjectLegalHold",
  "S3PutObjectRetention",
  "S3InitiateRestoreObject",
]);

const mostObjectsOf = (name: string, plane: ControlPlane): number => {
  const most = plane.quota("s3control.jobObjects");
  return large.has(name) ? most : Math.min(most, objectsOfOtherJobs);
};

interface AskedOperation {
  readonly name: string;
  readonly parameters: PlainObject;
  /** The function that is invoked; `null`: none is. */
  readonly target: (Target & { readonly arn: string }) | null;
  readonly schema: "1.0" | "2.0";
  readonly userArguments: PlainObject | null;
}

function operationIn(
  said: PlainObject[string] | undefined,
  plane: ControlPlane,
): AskedOperation | Step {
  const operations = Object.entries(objectOf(said));
  const [first] = operations;
  if (first === undefined || operations.length > 1) return invalid;
  const [name, value] = first;
  const parameters = objectOf(value);
  const common = { name, parameters, schema: "1.0", userArguments: null } as const;
  if (name !== onFunctions) {
    return taskOperations[name] === undefined
      ? { type: "notModeled", what: `Jobs that do ${name} are not modeled.` }
      : { ...common, target: null };
  }
  const arn = textOf(parameters["FunctionArn"]);
  const schema = textOf(parameters["InvocationSchemaVersion"]) ?? "1.0";
  if (arn?.startsWith("arn:") !== true || (schema !== "1.0" && schema !== "2.0")) return invalid;
  // User arguments came with the second schema.
  if (schema === "1.0" && parameters["UserArguments"] !== undefined) return invalid;
  const target = plane.target(arn);
  if (target === null) {
    return { type: "notModeled", what: "Jobs with functions of another account are not modeled." };
  }
  const given = memberOf(parameters, "UserArguments");
  const userArguments = given === undefined ? null : objectOf(given);
  return { ...common, target: { ...target, arn }, schema, userArguments };
}

/** The order of the account's jobs, made with the first of them. */
function accountIn(plane: ControlPlane): number {
  const found = plane.find(accountKindName, "account");
  if (found !== undefined) return found.number;
  const arn = jobArnOf("*", plane);
  const made = { kind: accountKindName, name: "account", arn, record: {}, isShared: true } as const;
  return plane.create(made, () => ({})).number;
}

function busOf(plane: ControlPlane): Target & { readonly arn: string } {
  const { partition, region, accountId } = plane;
  const arn = `arn:${partition}:events:${region}:${accountId}:event-bus/default`;
  return { ...plane.target(arn)!, arn }; // An account has one.
}

function connectionsOf(
  job: string,
  account: number,
  bus: Target & { readonly arn: string },
  target: AskedOperation["target"],
  { caller }: JobSettings,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const service = serviceLinkedCaller(objectService, job, plane);
  const to = (
    place: number,
    { component, action, arn }: Target & { readonly arn: string },
    who: JobSettings["caller"],
  ): ResourceConnection => ({
    port: "targets",
    to: place,
    target: component,
    access: { caller: who, action, arn },
  });
  return [
    { port: "targets", to: targets.calls, target: controlName },
    ...(target === null ? [] : [to(targets.function, target, caller)]),
    to(targets.bus, bus, service),
    { port: "account", to: 0, target: account },
  ];
}
