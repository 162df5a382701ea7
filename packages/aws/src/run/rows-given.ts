import type { ExtraSection } from "../service/extras.ts";
import { allKinds } from "../services.ts";
import type { Scenario } from "./scenario.ts";

/** Whether a scenario gives rows on which queries are answered, to begin with or by an update of a stack. */
export function givesRows({ extras, architecture, actions = [] }: Scenario): boolean {
  const all = [...allKinds.values()].flatMap((kind) => Object.entries(kind.extras ?? {}));
  const isIn = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return false;
    const isHere = all.some(([param, extra]) => {
      const said: unknown = Reflect.get(value, param);
      return typeof said === "object" && said !== null && saysRows(said, extra.section);
    });
    return isHere || Object.values(value).some(isIn);
  };
  return isIn([extras, architecture, actions]);
}

const saysRows = (said: object, { settings }: ExtraSection): boolean =>
  Object.entries(settings).some(
    ([name, setting]) =>
      setting.kind === "value" && setting.isRows === true && Reflect.get(said, name) !== undefined,
  );
