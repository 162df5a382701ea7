import type { Plain } from "@orrery/kernel";
import { isObject, memberOf, spelled } from "../../../request/params.ts";
import { parseJson } from "../../../text/json.ts";
import type { WebSocketRoute, WebSocketStage } from "../config.ts";

/** The route that a message is for; `null`: the stage has none for it. */
export function routeFor(
  expression: string,
  body: string,
  { routes }: WebSocketStage,
): WebSocketRoute | null {
  const usual = Object.hasOwn(routes, "$default") ? routes["$default"]! : null;
  const message = parseJson(body);
  if (message === undefined || !isObject(message)) return usual;
  const key = selected(expression, message);
  const isOwn = key !== "" && !key.startsWith("$") && Object.hasOwn(routes, key);
  return isOwn ? routes[key]! : usual;
}

/** What an expression selects of a message: `$request.body.a`, `${request.body.a}/${request.body.b}`, or a text. */
export function selected(expression: string, message: Plain): string {
  const [, whole] = /^\$request\.body\.?(.*)$/s.exec(expression) ?? [];
  if (whole !== undefined) return valueAt(message, whole);
  return expression.replaceAll(/\$\{request\.body\.?([^}]*)\}/g, (_all, path: string) =>
    valueAt(message, path),
  );
}

function valueAt(message: Plain, path: string): string {
  let value: Plain | undefined = message;
  for (const name of path === "" ? [] : path.split(".")) value = memberOf(value, name);
  if (value === undefined || value === null) return "";
  return Array.isArray(value)
    ? `[${(value as readonly Plain[]).map((each) => spelled(each)).join(", ")}]`
    : spelled(value);
}
