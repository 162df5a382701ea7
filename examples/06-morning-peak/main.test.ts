import { time } from "@orrery/aws";
import { expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "login.scenario.yaml");

const reports = ["none", "20", "60"].map((provisioned) => ({
  provisioned,
  report: reportWith({ "parameters.Provisioned": provisioned }),
}));
const scaled = ["schedule", "tracking"].map((scaling) => ({
  scaling,
  report: reportWith({ "parameters.Scaling": scaling }),
}));
const [plain, half, enough] = reports.map(({ report }) => report);
const metric = ({ metrics }: NonNullable<typeof plain>, name: string) => metrics["Login"]![name]!;
const slowest = ({ metrics }: NonNullable<typeof plain>) =>
  time(metrics["workload to LoginAliaslive"]!["ResponseTime"]!.max);

it("says what comes out", () => {
  for (const claim of [
    `${metric(plain!, "ColdStarts").sum} of ${number(metric(plain!, "Invocations").sum)} logins wait for a cold start`,
    `of up to ${slowest(plain!)}`,
    `has ${metric(plain!, "ConcurrentExecutions").max} at once`,
  ]) {
    expect(readme).toContain(claim);
  }
});

it("says what each number of environments comes to", () => {
  for (const { provisioned, report } of reports) {
    const row = [
      provisioned,
      metric(report, "ColdStarts").sum,
      slowest(report),
      report.cost.total.toFixed(2),
    ];
    expect(readme).toContain(`| ${row.join(" | ")} |`);
  }
});

it("says what a snapshot comes to", () => {
  const restored = reportWith({ "parameters.SnapStart": "PublishedVersions" });
  const { count, sum } = metric(restored, "RestoreDuration");
  expect(restored.metrics["Login"]!["InitDuration"]).toBeUndefined();
  expect(count).toBe(metric(restored, "ColdStarts").sum);
  for (const claim of [
    `**${metric(restored, "ColdStarts").sum} logins** wait for one`,
    `of ${time(Math.round(sum / count))} on average`,
    `the slowest takes ${slowest(restored)}`,
    `${restored.cost.total.toFixed(2)} dollars`,
  ]) {
    expect(readme).toContain(claim);
  }
});

it("has no cold start where enough is provisioned, and spills over where it is not", () => {
  expect(metric(enough!, "ColdStarts").sum).toBe(0);
  expect(metric(enough!, "ProvisionedConcurrencySpilloverInvocations").sum).toBe(0);
  const spilled = metric(half!, "ProvisionedConcurrencySpilloverInvocations").sum;
  const onIt = metric(half!, "ProvisionedConcurrencyInvocations").sum;
  expect(spilled).toBeGreaterThan(0);
  expect(spilled + onIt).toBe(metric(half!, "Invocations").sum);
});

it("says what scaling it by the clock and by its use comes to", () => {
  for (const { scaling, report } of scaled) {
    const row = [
      scaling === "schedule" ? "by the clock" : "by its use",
      metric(report, "ColdStarts").sum,
      slowest(report),
      report.cost.total.toFixed(2),
    ];
    expect(readme).toContain(`| ${row.join(" | ")} |`);
  }
});

it("keeps within its bounds, and is ready before the peak by the clock alone", () => {
  const [clock, use] = scaled.map(({ report }) => report);
  const capacity = (report: NonNullable<typeof clock>, name: string) =>
    report.metrics[name]!["ScaleOuts"]!.sum;
  expect(capacity(clock!, "Ahead")).toBe(2); // To the five at first, and to the sixty.
  expect(clock!.metrics["Ahead"]!["ScheduledActions"]!.sum).toBe(2);
  expect(capacity(use!, "Used")).toBeGreaterThan(2);
  const cold = [plain!, use!, clock!, enough!].map((report) => metric(report, "ColdStarts").sum);
  expect(cold).toEqual([...cold].sort((one, other) => other - one));
});
