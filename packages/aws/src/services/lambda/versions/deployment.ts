import type { Plain } from "@orrery/kernel";
import { spelled } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Deployment } from "../../../service/deployment.ts";
import type { TemplateOperation } from "../../../service/template-type.ts";
import { isBusy } from "../deployment.ts";
import { shiftEnd, shiftLook, shiftOf } from "../lambda-to-codedeploy.ts";

/** What becomes of a published version when its stack changes: nothing changes it. */
export const versionDeployment: Deployment = {
  change: () => "replace",
  isUnderWay: isBusy,
  remove: ({ operations: [made], responses: [answer] }) => [
    {
      operation: "DeleteFunction",
      params: {
        FunctionName: made?.params["FunctionName"] ?? null,
        Qualifier: answer?.["Version"] ?? null,
      },
    },
  ],
};

const named = ({ params }: TemplateOperation): PlainObject => ({
  FunctionName: params["FunctionName"] ?? null,
  Name: params["Name"] ?? null,
});

/** What becomes of an alias when its stack changes: where its policy says so, CodeDeploy shifts its traffic. */
export const aliasDeployment: Deployment = {
  change({ operations: [before, provided] }, [after, provides]) {
    if (before === undefined || after === undefined) return "replace";
    const own = named(after);
    if (JSON.stringify(named(before)) !== JSON.stringify(own)) return "replace";
    const [current, wanted] = [before, after].map(({ params }) =>
      spelled(params["FunctionVersion"]),
    );
    const shift = current === wanted ? null : shiftOf(own, current!, wanted!, after.updatePolicy);
    return [
      ...(shift === null ? changed(before.params, after.params) : [shift]),
      ...provision(own, provided, provides),
    ];
  },
  waits: { asks: shiftLook, endIn: shiftEnd },
  remove: ({ operations: [made] }) => [
    { operation: "DeleteAlias", params: made === undefined ? {} : named(made) },
  ],
};

function changed(before: PlainObject, after: PlainObject): readonly TemplateOperation[] {
  const without = { Description: "", RoutingConfig: { AdditionalVersionWeights: {} } };
  const dropped = Object.fromEntries(
    Object.entries(without).filter(
      ([name]) => before[name] !== undefined && after[name] === undefined,
    ),
  );
  return JSON.stringify(before) === JSON.stringify(after)
    ? []
    : [{ operation: "UpdateAlias", params: { ...after, ...dropped } }];
}

/** What an alias has provisioned, as far as it differs. */
function provision(
  { FunctionName, Name }: PlainObject,
  before: TemplateOperation | undefined,
  after: TemplateOperation | undefined,
): readonly TemplateOperation[] {
  const count = (operation: TemplateOperation | undefined): Plain =>
    operation?.params["ProvisionedConcurrentExecutions"] ?? null;
  if (count(before) === count(after)) return [];
  if (after !== undefined) return [after];
  const params = { FunctionName: FunctionName ?? null, Qualifier: Name ?? null };
  return [{ operation: "DeleteProvisionedConcurrencyConfig", params }];
}
