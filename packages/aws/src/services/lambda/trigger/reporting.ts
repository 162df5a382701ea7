import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import { isAnsweredByReturn, type TriggerSettings } from "./config.ts";
import { triggerSourceNamed } from "./source-list.ts";
import type { TriggerSource } from "./trigger-source.ts";

type SeenTrigger = Seen<TriggerSettings>;

const sourceOf = ({ settings }: SeenTrigger): TriggerSource => triggerSourceNamed(settings.source)!; // It was checked.

/** Services that are no more at the date whose rules hold. */
const endedServices = (triggers: readonly SeenTrigger[]): readonly string[] =>
  triggers.flatMap((trigger) => {
    const { endedOn, noun } = sourceOf(trigger);
    return endedOn === undefined || trigger.settings.asOf <= endedOn
      ? []
      : [
          `${trigger.name} brings what AWS does not any more: the ${noun} ended on ${endedOn}, and the run's rules are those of ${trigger.settings.asOf}.`,
        ];
  });

/** Events that nobody answered, and why. */
const unanswered = (triggers: readonly SeenTrigger[]): readonly string[] =>
  triggers.flatMap((trigger) => {
    const { name, settings, sum } = trigger;
    const source = sourceOf(trigger);
    const [timedOut, invalid] = [sum("TriggerTimedOut"), sum("TriggerInvalid")];
    const lines: string[] = [];
    if (timedOut > 0 && source.awaits !== undefined) {
      const hint = isAnsweredByReturn(source, settings.values)
        ? "what the function returned was none"
        : "a function that is known by its figures makes no such call: say answers: return, or write a script";
      lines.push(
        `${name} waited in vain for ${source.awaits.what} of ${timedOut} events: ${hint}.`,
      );
    }
    if (invalid > 0) {
      lines.push(
        `${name} could not read the answers to ${invalid} events: the ${source.noun} needs one of its own form, and a function that is known by its figures returns what its response says.`,
      );
    }
    return lines;
  });

/** What triggers say of themselves in reports. */
export const triggerReporting: Reporting = {
  relations: ({ resource }) => [
    { role: "sendsTo", arn: resource.arn.slice(0, resource.arn.indexOf("/trigger/")) },
  ],
  incoming: ["TriggerEvents"],
  warnings: { fit: endedServices, loss: unanswered },
  table: {
    columns: [
      { title: "events", metrics: ["TriggerEvents"], statistic: "sum" },
      { title: "invocations", metrics: ["TriggerInvocations"], statistic: "sum" },
      { title: "taken", metrics: ["TriggerTaken"], statistic: "sum", optional: true },
      { title: "succeeded", metrics: ["TriggerSucceeded"], statistic: "sum", optional: true },
      { title: "stopped", metrics: ["TriggerStopped"], statistic: "sum", optional: true },
      { title: "failed", metrics: ["TriggerFailed"], statistic: "sum", optional: true },
      { title: "invalid", metrics: ["TriggerInvalid"], statistic: "sum", optional: true },
      { title: "timed out", metrics: ["TriggerTimedOut"], statistic: "sum", optional: true },
      { title: "refused", metrics: ["TriggerRefused"], statistic: "sum", optional: true },
    ],
  },
  times: [{ metric: "TriggerTime", title: "until settled" }],
};
