import type { Tagged } from "@orrery/kernel";
import { noTrail } from "../src/service/origin.ts";
import type { PlainObject } from "../src/service/refusal.ts";
import { controlName } from "../src/service/service-model.ts";
import type { AwsSimulation } from "../src/run/simulate.ts";

/** Calls as something inside an architecture makes them, at one instant: the code of what refuses each, or `taken`. */
export function callsInside(aws: AwsSimulation, service: string) {
  const caller = { principal: "arn:aws:sts::123456789012:assumed-role/r/f", source: null };
  const outcome = (operation: string, params: PlainObject = {}): string => {
    let body: Tagged | undefined;
    const call = {
      type: "call",
      service,
      operation,
      params,
      trail: noTrail,
      caller: { ...caller, account: "123456789012", region: "us-east-1" },
    };
    aws.tell(controlName, call, (answer) => (body = answer));
    while (body === undefined) aws.step();
    return body.type === "refused" ? String((body as unknown as { code: string }).code) : "taken";
  };
  const many = (count: number, operation: string, params: PlainObject = {}): number =>
    Array.from({ length: count }, () => outcome(operation, params)).filter((one) => one === "taken")
      .length;
  return { outcome, many };
}
