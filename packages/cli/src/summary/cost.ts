import type { RunReport } from "@orrery/aws";
import { amount, money, wrapped } from "./format.ts";
import { drawTable, type Drawing } from "./table.ts";

type Cost = RunReport["cost"];

const hoursOfMonth = 730;

/** What the run cost, what an hour and a month of the same would, and what is not in it. */
export function costTable({ cost, virtualSeconds }: RunReport, drawing: Drawing): string {
  const { columns, colors } = drawing;
  const { caveats, assumptions, total } = cost;
  const hours = virtualSeconds / 3_600;
  const row = (title: string, quantity: string, dollars: number, perHour: number) => [
    title,
    quantity,
    money(dollars),
    money(perHour),
    money(perHour * hoursOfMonth),
  ];
  const rows = cost.resources.flatMap(({ resource, items }) =>
    items.map(({ what, quantity, unit, dollars, isMonthly = false }) =>
      row(
        `${resource}, ${what.replace(/^(Lambda|SQS) /, "")}`,
        `${amount(quantity)} ${shortUnit(unit, what)}`.trim(),
        dollars,
        dollars / (isMonthly ? hoursOfMonth : hours),
      ),
    ),
  );
  if (rows.length === 0 || hours === 0) return "";
  if (rows.length > 1) rows.push(row("total", "", total, cost.perHour ?? 0));
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
  const month = `A month is ${hoursOfMonth} hours like this run.`;
  const notes = [
    ...leftOutLines(cost, columns),
    caveats.length === 0
      ? colors.dim(wrapped(month, columns, ""))
      : colors.yellow(wrapped(`! ${month} ${caveats.join(" ")}`, columns, "  ")),
    colors.dim(wrapped(assumptions.join(" "), columns, "")),
  ];
  return [table, ...notes].join("\n");
}

/** What the total leaves out, resources of one kind together. */
function leftOutLines({ leftOut }: Cost, columns: number): readonly string[] {
  if (leftOut.length === 0) return [];
  const resources = new Map<string, string[]>();
  for (const { resource, what } of leftOut) {
    const others = resources.get(what);
    if (others === undefined) resources.set(what, [resource]);
    else others.push(resource);
  }
  const lines = [...resources].map(([what, names]) =>
    wrapped(`  ${shortList(names)}: ${what}`, columns, "    "),
  );
  return ["not in the total", ...lines];
}

const mostNames = 5;

/** Names as far as a line bears them; `--json` has all. */
function shortList(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(", ");
  return names.length <= mostNames ? shown : `${shown} and ${names.length - mostNames} more`;
}

/** The unit, unless what is charged has it in its name. */
const shortUnit = (unit: string, what: string): string =>
  what.endsWith(unit) ? "" : unit.replace("GB-seconds", "GB-s");
