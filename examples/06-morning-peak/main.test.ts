import { time } from "@orrery/aws";
import { expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "login.scenario.yaml");

const reports = [null, 20, 60].map((provisioned) => ({
  provisioned,
  report: reportWith(provisioned === null ? {} : { "parameters.Provisioned": `${provisioned}` }),
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
      provisioned ?? "none",
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
