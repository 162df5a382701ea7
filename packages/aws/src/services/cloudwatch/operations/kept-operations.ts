import { textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { accountRecordOf, changeAccount } from "./metrics-record.ts";
import { clockOf, respond, shownTime } from "./request.ts";

/** Operations on what is kept and decides nothing: dashboards, and anomaly detectors. */
export const keptOperations: Operations = {
  PutDashboard: { begin: putDashboard },
  GetDashboard: { begin: getDashboard },
  ListDashboards: { begin: listDashboards },
  DeleteDashboards: { begin: deleteDashboards },
  PutAnomalyDetector: { begin: putDetector },
  DescribeAnomalyDetectors: { begin: describeDetectors },
  DeleteAnomalyDetector: { begin: deleteDetector },
};

const dashboardArn = (name: string, { partition, accountId }: ControlPlane): string =>
  `arn:${partition}:cloudwatch::${accountId}:dashboard/${name}`;

const noDashboard = (name: string): Step =>
  refused("ResourceNotFound", `Dashboard ${name} does not exist`);

function putDashboard(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["DashboardName"])!; // The model requires both.
  const body = textOf(params["DashboardBody"])!;
  if (!/^[\w-]{1,255}$/.test(name)) {
    return refused(
      "InvalidParameterInput",
      `The value ${name} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).\n`,
    );
  }
  if (parseJson(body) === undefined) {
    return refused("InvalidParameterInput", "The field DashboardBody must be a valid JSON object");
  }
  const { dashboards } = accountRecordOf(plane);
  const kept = { body, changedAt: clockOf(plane) };
  changeAccount({ dashboards: { ...dashboards, [name]: kept } }, plane);
  return respond({ DashboardValidationMessages: [] });
}

function getDashboard(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["DashboardName"])!; // The model requires it.
  const { dashboards } = accountRecordOf(plane);
  const found = Object.hasOwn(dashboards, name) ? dashboards[name] : undefined;
  if (found === undefined) return noDashboard(name);
  return respond({
    DashboardArn: dashboardArn(name, plane),
    DashboardBody: found.body,
    DashboardName: name,
  });
}

function listDashboards(params: PlainObject, plane: ControlPlane): Step {
  const prefix = textOf(params["DashboardNamePrefix"]) ?? "";
  const entries = Object.entries(accountRecordOf(plane).dashboards)
    .filter(([name]) => name.startsWith(prefix))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return respond({
    DashboardEntries: entries.map(([name, { body, changedAt }]) => ({
      DashboardName: name,
      DashboardArn: dashboardArn(name, plane),
      LastModified: shownTime(changedAt),
      Size: body.length,
    })),
  });
}

function deleteDashboards(params: PlainObject, plane: ControlPlane): Step {
  const names = textsOf(params["DashboardNames"]);
  const { dashboards } = accountRecordOf(plane);
  const absent = names.find((name) => !Object.hasOwn(dashboards, name));
  if (absent !== undefined) return noDashboard(absent);
  const left = Object.entries(dashboards).filter(([name]) => !names.includes(name));
  changeAccount({ dashboards: Object.fromEntries(left) }, plane);
  return respond();
}

const described = [
  "SingleMetricAnomalyDetector",
  "MetricMathAnomalyDetector",
  "Namespace",
  "MetricName",
  "Dimensions",
  "Stat",
];

/** What tells a detector from others. */
const identityOf = (said: PlainObject): string =>
  JSON.stringify(described.map((name) => said[name] ?? null));

function putDetector(params: PlainObject, plane: ControlPlane): Step {
  const { detectors } = accountRecordOf(plane);
  const others = detectors.filter((each) => identityOf(each) !== identityOf(params));
  changeAccount({ detectors: [...others, params] }, plane);
  return respond();
}

function describeDetectors(params: PlainObject, plane: ControlPlane): Step {
  const { detectors } = accountRecordOf(plane);
  const isWanted = (said: PlainObject): boolean => {
    const single = (said["SingleMetricAnomalyDetector"] ?? said) as PlainObject; // The model has it so.
    return ["Namespace", "MetricName"].every(
      (name) => params[name] === undefined || single[name] === params[name],
    );
  };
  return respond({
    AnomalyDetectors: detectors
      .filter(isWanted)
      .map((said) => ({ ...said, StateValue: "TRAINED_INSUFFICIENT_DATA" })),
  });
}

function deleteDetector(params: PlainObject, plane: ControlPlane): Step {
  const { detectors } = accountRecordOf(plane);
  const left = detectors.filter((each) => identityOf(each) !== identityOf(params));
  if (left.length === detectors.length) {
    return refused("ResourceNotFoundException", "The anomaly detector does not exist"); // Assumed: the words.
  }
  changeAccount({ detectors: left }, plane);
  return respond();
}
