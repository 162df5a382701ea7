import { valueAsOf, type Plain } from "@orrery/kernel";
import { nameInArn } from "../../../service/arn.ts";
import { memberOf, textOf } from "../../../request/params.ts";
import { roleCaller } from "../../../service/caller.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { lambdaToS3 } from "../lambda-to-s3.ts";
import { lambdaToSns } from "../lambda-to-sns.ts";
import { lambdaToSqs } from "../lambda-to-sqs.ts";
import { bucketDestinations } from "../limits.ts";
import { findFunction, functionArn } from "../operations/function-location.ts";
import { invalid } from "../operations/refusals.ts";
import { qualifiedResource } from "../versions/version-record.ts";
import { isOf } from "./record-target.ts";

const services: ReadonlySet<string> = new Set([
  "lambda",
  "events",
  lambdaToSqs.service,
  lambdaToSns.service,
]);

/** What is wrong with destinations whose ARNs are ARNs; `null` for nothing. */
export function checkDestinations(
  config: Plain | undefined,
  functionName: string,
  plane: ControlPlane,
): Refused | null {
  const onSuccess = arnIn(config, "OnSuccess");
  const onFailure = arnIn(config, "OnFailure");
  for (const arn of [onFailure, onSuccess]) {
    const wrong = arn === null ? null : checkFunction(arn, functionName, plane);
    if (wrong !== null) return wrong;
  }
  const canBe = (arn: string | null, isFailure: boolean): boolean => {
    if (arn === null) return true;
    const service = arn.split(":")[2] ?? "";
    const isBucket =
      isOf(arn, lambdaToS3) && isFailure && valueAsOf(bucketDestinations, plane.asOf);
    return services.has(service) || isBucket;
  };
  if (canBe(onSuccess, false) && canBe(onFailure, true)) return null;
  const success = onSuccess === null ? "null" : `OnSuccess(destination=${onSuccess})`;
  const failure = onFailure === null ? "null" : `OnFailure(destination=${onFailure})`;
  return invalid(
    `The provided destination config DestinationConfig(onSuccess=${success}, onFailure=${failure}) is invalid.`,
  );
}

/** A function that is to hear of another's events must be there, and be another. */
function checkFunction(arn: string, functionName: string, plane: ControlPlane): Refused | null {
  const home = `arn:${plane.partition}:lambda:${plane.region}:${plane.accountId}:`;
  if (!arn.startsWith(home)) return null;
  const [name = "", qualifier = null] = (nameInArn(arn, "lambda", "function:") ?? "").split(":");
  if (name === functionName) {
    return invalid("You can't specify the function as a destination for itself.");
  }
  const fn = findFunction(name, plane);
  if (fn !== undefined && qualifiedResource(fn, qualifier, plane) !== undefined) return null;
  return invalid(`The destination ARN ${arn} is invalid.`);
}

/**
 * What is wrong with the dead-letter queue that a request gives a function, if it gives one: it is none, or
 * the function's role may not send to it. It need not be there.
 */
export function checkDeadLetters(
  params: PlainObject,
  { name, role }: { readonly name: string; readonly role: string },
  plane: ControlPlane,
): Refused | null {
  const arn = textOf(memberOf(params["DeadLetterConfig"], "TargetArn")) ?? "";
  if (arn === "") return null;
  const what = [lambdaToSqs, lambdaToSns].find((target) => isOf(arn, target));
  if (what === undefined) {
    return invalid(`The dead-letter target ${arn} is neither an SQS queue nor an SNS topic.`);
  }
  const caller = roleCaller(role, name, functionArn(name, plane), plane);
  const { service, title, operation } = what;
  if (plane.authorize(caller, `${service}:${operation}`, arn) === null) return null;
  return invalid(
    `The provided execution role does not have permissions to call ${operation} on ${title}`,
  );
}

function arnIn(config: Plain | undefined, when: "OnSuccess" | "OnFailure"): string | null {
  const arn = textOf(memberOf(memberOf(config, when), "Destination")) ?? "";
  return arn === "" ? null : arn;
}
