import { minutes, type Duration } from "@orrery/kernel";
import { listOf, memberOf, textOf } from "../../../request/params.ts";
import type { Deployment, TemplateOperation } from "../../../service/deployment.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { activeIn, alarmsLook } from "../stepfunctions-to-cloudwatch.ts";

/**
 * What becomes of an alias when its stack changes: where its DeploymentPreference says so, CloudFormation shifts
 * executions to the new version little by little, and back where an alarm goes off.
 *
 * Source: AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachinealias-deploymentpreference.html,
 * read 2026-11.
 */
export const aliasDeployment: Deployment = {
  change({ operations: [before], responses: [made] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    if (before.params["name"] !== after.params["name"]) return "replace";
    const { name: _, ...params } = after.params;
    const arn = made?.["stateMachineAliasArn"] ?? null; // Not known while an update is planned.
    const update = (wanted: PlainObject): TemplateOperation => ({
      operation: "UpdateStateMachineAlias",
      params: { description: "", ...wanted, stateMachineAliasArn: arn },
    });
    const steps = shiftBetween(routedTo(before), routedTo(after), after.updatePolicy);
    if (steps === null) return [update(params)];
    const alarms = listOf(after.updatePolicy?.["Alarms"]).flatMap((name) => textOf(name) ?? []);
    return steps.map(({ routes, at }) => ({
      ...update({ ...params, routingConfiguration: routes }),
      after: at,
      ...(alarms.length === 0 ? {} : { watch: alarmsLook(alarms) }),
    }));
  },
  waits: {
    asks: () => null,
    endIn(answer) {
      const active = activeIn(answer);
      if (active.length === 0) return "well";
      const message = `Alarms are in ALARM: ${active.join(", ")}`; // Assumed: the words.
      return { code: "ALARM_ACTIVE", message };
    },
  },
  remove: ({ responses }) =>
    responses.map(({ stateMachineAliasArn }) => ({
      operation: "DeleteStateMachineAlias",
      params: { stateMachineAliasArn: stateMachineAliasArn ?? null },
    })),
};

/** The one version that an alias leads to; `null`: there are two. */
function routedTo({ params }: TemplateOperation): string | null {
  const routes = listOf(params["routingConfiguration"]);
  return routes.length === 1
    ? (textOf(memberOf(routes[0], "stateMachineVersionArn")) ?? null)
    : null;
}

interface ShiftStep {
  readonly routes: readonly PlainObject[];
  /** After the shift began. */
  readonly at: Duration;
}

/** Where an alias leads on its way from one version to another, and when; `null`: it changes at once. */
function shiftBetween(
  from: string | null,
  to: string | null,
  policy: PlainObject = {},
): readonly ShiftStep[] | null {
  const type = textOf(policy["Type"]);
  const [percentage = 100, interval = 0] = ["Percentage", "Interval"].map(
    (name) => Number(policy[name] ?? Number.NaN), // Templates may have numbers as texts.
  );
  const isGradual = type === "LINEAR" || type === "CANARY";
  if (from === null || to === null || from === to || !isGradual) return null;
  if (Number.isNaN(percentage) || Number.isNaN(interval)) return null;
  const count = type === "CANARY" ? 2 : Math.ceil(100 / percentage);
  return Array.from({ length: count }, (_, step) => {
    const weight = step === count - 1 ? 100 : percentage * (step + 1);
    const routes = [
      ...(weight === 100 ? [] : [{ stateMachineVersionArn: from, weight: 100 - weight }]),
      { stateMachineVersionArn: to, weight },
    ];
    return { routes, at: (step * minutes(interval)) as Duration };
  });
}
