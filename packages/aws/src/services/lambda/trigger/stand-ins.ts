import type { Plain } from "@orrery/kernel";
import type { StandIns } from "../../../service/entry.ts";
import { checkedSource, checkedValues, settingsOfSource } from "./config.ts";
import { triggerSources } from "./source-list.ts";

/** The services that invoke functions by themselves, and how one is let do so. */
export const triggerStandIns = {
  of: Object.fromEntries(
    triggerSources.map((source) => [
      source.name,
      { text: source.text, settings: settingsOfSource(source) },
    ]),
  ),
  operationOf(name, said, resource, logicalId) {
    const source = checkedSource("", name);
    const Trigger: Plain = { as: name, ...checkedValues("", source, said) };
    return {
      service: "lambda",
      operation: "AddPermission",
      params: {
        FunctionName: resource.name,
        StatementId: logicalId.replace(/[^a-zA-Z0-9-_]/g, "-"),
        Action: "lambda:InvokeFunction",
        Principal: source.principal,
        Trigger,
      },
    };
  },
} satisfies StandIns;
