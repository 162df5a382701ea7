import type { Plain } from "@orrery/kernel";
import { parse } from "yaml";
import { listOf, memberOf, objectOf, textOf, isObject } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { NotModeled } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import { functionType } from "../codedeploy-to-lambda.ts";
import type { AppSpec } from "../config.ts";

/** The application specification of a revision; a refusal, or what of it is not modeled. */
export function appSpecIn(revision: PlainObject): AppSpec | Refused | NotModeled {
  const type = textOf(revision["revisionType"]) ?? "AppSpecContent";
  const holder = { AppSpecContent: "appSpecContent", String: "string" }[type];
  if (holder === undefined) {
    const what = `Revisions of type ${type} are not modeled: give the specification as AppSpecContent.`;
    return { type: "notModeled", what };
  }
  const content = textOf(memberOf(revision[holder], "content"));
  if (content === undefined) return invalid("The revision has no content.");
  const said = parseJson(content) ?? contentOfYaml(content);
  return said === undefined
    ? invalid("The AppSpec file is neither valid JSON nor valid YAML.")
    : specOf(objectOf(said));
}

/** What a text of YAML says; `undefined`: it is none. */
function contentOfYaml(text: string): Plain | undefined {
  try {
    // The core schema has data as JSON has them, and nothing else.
    return (parse(text, { schema: "core", logLevel: "silent" }) ?? undefined) as Plain | undefined;
  } catch {
    return undefined;
  }
}

/** Assumed: the words. */
const invalid = (message: string): Refused => refused("InvalidRevisionException", message);

function specOf(said: PlainObject): AppSpec | Refused {
  const version = said["version"];
  if (version !== 0 && version !== "0.0" && version !== "0") {
    return invalid("The AppSpec file has no version 0.0.");
  }
  const resources = entriesOf(said["Resources"] ?? said["resources"]);
  const [first] = resources;
  if (first === undefined || resources.length > 1) {
    return invalid("The AppSpec file must name one resource.");
  }
  const [, resource] = first;
  const type = textOf(memberOf(resource, "Type") ?? memberOf(resource, "type"));
  if (type !== functionType) {
    return invalid(`The AppSpec file must name a resource of type ${functionType}.`);
  }
  const properties = objectOf(memberOf(resource, "Properties") ?? memberOf(resource, "properties"));
  const property = (name: string): string | undefined => {
    const value = properties[name] ?? properties[name.charAt(0).toLowerCase() + name.slice(1)];
    return typeof value === "number" ? `${value}` : textOf(value);
  };
  const [functionName, alias] = [property("Name"), property("Alias")];
  const [current, target] = [property("CurrentVersion"), property("TargetVersion")];
  for (const [name, value] of Object.entries({
    Name: functionName,
    Alias: alias,
    CurrentVersion: current,
    TargetVersion: target,
  })) {
    if (value === undefined) return invalid(`The AppSpec file has no property ${name}.`);
  }
  if (!isNumber(current!) || !isNumber(target!)) {
    return invalid("The versions of the AppSpec file must be positive numbers.");
  }
  if (current === target) {
    return invalid("The current version and the target version of the AppSpec file are the same.");
  }
  const hooks = new Map(entriesOf(said["Hooks"] ?? said["hooks"]));
  const known = ["BeforeAllowTraffic", "AfterAllowTraffic"];
  const unknown = [...hooks.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) {
    return invalid(`The AppSpec file has a hook of the unknown lifecycle event ${unknown}.`);
  }
  const hook = (name: string): string | null => textOf(hooks.get(name)) ?? null;
  return {
    functionName: functionName!, // It was looked for.
    alias: alias!,
    current: current!,
    target: target!,
    before: hook("BeforeAllowTraffic"),
    after: hook("AfterAllowTraffic"),
  };
}

const isNumber = (text: string): boolean => /^[1-9]\d*$/.test(text);

/** What a list of objects with a member each says, or an object. */
const entriesOf = (value: Plain | undefined): readonly (readonly [string, Plain])[] =>
  isObject(value)
    ? Object.entries(value)
    : listOf(value).flatMap((item) => Object.entries(objectOf(item)));
