import { drive } from "@orrery/testing";
import { milliseconds, type Duration } from "@orrery/kernel";
import { accountInvariants } from "../../../packages/aws/src/services/apigateway/account/invariants.ts";
import { accountMachine } from "../../../packages/aws/src/services/apigateway/account/machine.ts";
import { isList, isObject, memberOf, type ValueObject } from "../value.ts";

/** How many requests a bucket lets through of those that come at times in a window. */
export function throttlesShown({ rate, burst, arrivals }: ValueObject): ValueObject {
  const settings = { rate: Number(rate), burst: Number(burst), epochMilliseconds: 0 };
  const account = drive(accountMachine, settings, accountInvariants);
  const times = (isList(arrivals) ? arrivals : [])
    .flatMap((each) => (isObject(each) ? timesOf(each) : []))
    .sort((one, other) => one - other);
  let served = 0;
  for (const time of times) {
    account.advance((milliseconds(time) - account.now) as Duration);
    const reply = account.ask({ type: "admit", limits: [], quota: null });
    if (reply.refusedBy === null) served += 1;
  }
  return { served, throttled: times.length - served, status: 429 };
}

/** When requests come, in milliseconds. */
function timesOf(said: ValueObject): readonly number[] {
  const number = (name: string): number => Number(memberOf(said, name));
  const count = number("count");
  const times: number[] = [];
  if (said["atMs"] !== undefined) {
    for (let each = 0; each < count; each += 1) times.push(number("atMs"));
  } else if (said["everyMs"] !== undefined) {
    for (let at = number("fromMs"); at <= number("toMs"); at += number("everyMs")) {
      for (let each = 0; each < count; each += 1) times.push(at);
    }
  } else {
    const from = number("evenlyFromMs");
    const step = (number("toMs") - from) / Math.max(1, count - 1);
    for (let each = 0; each < count; each += 1) times.push(from + each * step);
  }
  return times;
}
