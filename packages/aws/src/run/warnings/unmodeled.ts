import { own } from "@orrery/kernel";
import { services } from "../../services.ts";
import { unmodeledOperationsOf } from "../unmodeled-operations.ts";
import type { RunView } from "../run-view.ts";

/** What the scenario says of calls that are not modeled, and that nothing made. */
export const unmodeledWarnings = ({ run }: RunView): readonly string[] => {
  const called = new Set<string>();
  for (const { operation } of unmodeledOperationsOf(run)) {
    called.add(operation);
    called.add(`${operation.slice(0, operation.indexOf(":"))}:*`);
  }
  return Object.keys(run.scenario.unmodeled ?? {})
    .filter((name) => !called.has(name))
    .map((name) =>
      isModeled(name)
        ? `unmodeled says what ${name} answers, but that is modeled: what the scenario says was not used.`
        : `unmodeled says what ${name} answers, which nothing called.`,
    );
};

function isModeled(name: string): boolean {
  const [called, operation = ""] = name.split(":");
  return services.some(
    ({ service, operations }) => service === called && own(operations, operation) !== undefined,
  );
}
