import { expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "report.scenario.yaml");

type Report = ReturnType<typeof reportWith>;
const meter = ({ metrics }: Report, metric: string) => metrics["Reports"]?.[metric];
const terabyte = 2 ** 40;

const row = (table: string) => {
  const report = reportWith({ "parameters.Table": table });
  expect(report.expectations.every(({ holds }) => holds)).toBe(true);
  const bytes = meter(report, "ProcessedBytes")?.sum ?? 0;
  const billed = meter(report, "BilledBytes")?.sum ?? 0;
  const { sum = 0, count = 1 } = meter(report, "TotalExecutionTime") ?? {};
  return [
    bytes >= terabyte ? `${number(bytes / terabyte)} TB` : `${number(bytes / 2 ** 30)} GB`,
    `${(sum / count / 1e6).toFixed(1)} s`,
    `$${((billed / terabyte) * 5).toFixed(2)}`,
  ];
};

it.each(["orders_text", "orders_by_day", "orders_columns"])("the README compares %s", (table) => {
  const [, said = ""] = readme.split(`| \`${table}\``);
  const cells = said.split("|").slice(1, 4);
  expect(cells.map((cell) => cell.trim())).toEqual(row(table));
});
