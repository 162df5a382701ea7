import { textOf } from "../../../request/params.ts";
import { serviceCaller } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { invokeOverhead } from "../limits.ts";
import { triggerKindName, triggerSettingsOf, type TriggerSettings } from "./config.ts";
import { triggerSourceNamed } from "./source-list.ts";

/**
 * Makes what a permission speaks of: the service that may invoke the function, which a workload stands for.
 *
 * @throws ConfigError where its settings cannot be.
 */
export function addTrigger(params: PlainObject, target: Resource, plane: ControlPlane): void {
  const sid = textOf(params["StatementId"])!; // The statement has one.
  const name = `${target.name}/${sid}`;
  const arn = `${target.arn}/trigger/${sid}`;
  const said = params["Trigger"] as PlainObject; // What is none has no source, and is refused.
  const settingsOf = (number: number): TriggerSettings =>
    triggerSettingsOf(said, target.arn, arn, number, plane);
  const { source: named, values } = settingsOf(0);
  const source = triggerSourceNamed(named)!; // It was checked.
  const [service = ""] = source.principal.split(".amazon");
  const caller = serviceCaller(service, source.arnOf(values, plane), plane);
  const access = { caller, action: "lambda:InvokeFunction", arn: target.arn };
  const join = {
    port: "function",
    to: 0,
    target: target.component,
    access,
    request: plane.latencies["lambda.warm.platformOverhead"] ?? invokeOverhead,
  };
  const record = { source: named, functionArn: target.arn };
  plane.create({ kind: triggerKindName, name, arn, record }, settingsOf, () => [join]);
}
