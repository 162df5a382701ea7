import type { RunReport } from "@orrery/aws";
import { money, number, wrapped } from "./format.ts";
import { drawTable, type Drawing } from "./table.ts";

const hoursOfMonth = 730;

/** What the run cost, and what an hour and a month of the same would. */
export function costTable({ cost, virtualSeconds }: RunReport, drawing: Drawing): string {
  const hours = virtualSeconds / 3_600;
  const { columns, colors } = drawing;
  const row = (title: string, quantity: string, dollars: number) => [
    title,
    quantity,
    money(dollars),
    money(dollars / hours),
    money((dollars / hours) * hoursOfMonth),
  ];
  const rows = cost.resources.flatMap(({ resource, items }) =>
    items.map(({ what, quantity, unit, dollars }) =>
      row(
        `${resource}, ${what.replace(/^(Lambda|SQS) /, "")}`,
        `${number(quantity)} ${shortUnit(unit, what)}`.trim(),
        dollars,
      ),
    ),
  );
  if (rows.length === 0 || hours === 0) return "";
  if (rows.length > 1) rows.push(row("total", "", cost.total));
  const table = drawTable(
    [
      { title: "cost" },
      { title: "quantity" },
      { title: "this run" },
      { title: "an hour" },
      { title: "a month" },
    ],
    rows,
    drawing,
  );
  const assumed = `A month is ${hoursOfMonth} hours like this run. ${cost.assumptions.join(" ")}`;
  return `${table}\n${colors.dim(wrapped(assumed, columns, ""))}`;
}

/** The unit, unless what is charged has it in its name. */
const shortUnit = (unit: string, what: string): string =>
  what.endsWith(unit) ? "" : unit.replace("GB-seconds", "GB-s");
