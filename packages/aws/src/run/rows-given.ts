import { allKinds } from "../services.ts";
import type { Scenario } from "./scenario.ts";

/** Whether a scenario gives rows on which queries are answered, to begin with or by an update of a stack. */
export function givesRows({ extras, architecture, actions = [] }: Scenario): boolean {
  const settings = [...allKinds.values()].flatMap((kind) =>
    Object.entries(kind.extras ?? {}).flatMap(([param, { section }]) =>
      Object.entries(section.settings).flatMap(([name, setting]) =>
        setting.kind === "value" && setting.isRows === true ? [{ param, name }] : [],
      ),
    ),
  );
  const isIn = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return false;
    const isHere = settings.some(({ param, name }) => {
      const said: unknown = Reflect.get(value, param);
      return typeof said === "object" && said !== null && Reflect.get(said, name) !== undefined;
    });
    return isHere || Object.values(value).some(isIn);
  };
  return isIn([extras, architecture, actions]);
}
