import { isNoValue, when } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  memberOf,
  setMember,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { templateRefusal } from "../problems.ts";
import { printed } from "../python-text.ts";

/** An API's definition in OpenAPI or Swagger, as far as SAM looks into it. */
export const integrationKey = "x-amazon-apigateway-integration";

export const anyMethod = "x-amazon-apigateway-any-method";

/** Whether a text is a version of OpenAPI 3. */
export const isVersion3 = (version: Maybe): boolean =>
  version !== undefined && /^3(\.\d)(\.\d)?$/.test(printed(version));

/** The name of a method in a definition: lower case, and `any` as API Gateway has it. */
export const methodName = (method: string): string =>
  method.toLowerCase() === "any" ? anyMethod : method.toLowerCase();

/** `/` and `{name}`s of a path as a permission has them. */
export const permissionPath = (path: string): string =>
  path.replace(/^(.+)\/$/, "$1").replace(/\{([a-zA-Z0-9._-]+|[a-zA-Z0-9._-]+\+|proxy\+)\}/g, "*");

/** The mapping of paths of a definition. */
export function pathsOf(document: JsonMap): JsonMap {
  const paths = memberOf(document, "paths");
  return isMap(paths) ? paths : {};
}

/** What stands in a place: both choices where a condition chooses, without those that are nothing. */
export function choices(value: Maybe): Json[] {
  if (value === undefined) return [];
  const chosen = memberOf(value, "Fn::If");
  if (chosen === undefined) return isNoValue(value) ? [] : [value];
  if (!isList(chosen)) throw templateRefusal("Value of Fn::If must be a list.");
  return chosen.slice(1).filter((each) => !isNoValue(each));
}

/** The items of a path. @throws SamRefusal for one that is no mapping */
export const pathItems = (document: JsonMap, path: string): JsonMap[] =>
  choices(memberOf(pathsOf(document), path)).map((item) => {
    if (isMap(item)) return item;
    throw templateRefusal(
      `Value of '${path}' path must be a dictionary according to Swagger spec.`,
    );
  });

/** What a method of a path is defined as. @throws SamRefusal for what is no mapping */
export function methodDefinitions(value: Maybe, path: string, method: string): JsonMap[] {
  return (value === undefined ? [] : choices(value)).map((definition) => {
    if (isMap(definition)) return definition;
    throw templateRefusal(`Definition of method '${method}' for path '${path}' should be a map.`);
  });
}

/** The definitions of one method that have an integration: those that are to be worked on. */
export function integrated(document: JsonMap, path: string, method: string): JsonMap[] {
  const name = methodName(method);
  return pathItems(document, path)
    .flatMap((item) => methodDefinitions(memberOf(item, name), path, name))
    .filter(hasIntegration);
}

const notMethods = ["summary", "description", "parameters"];

/** All methods of a path that have an integration, by name. */
export const integratedMethods = (document: JsonMap, path: string): [string, JsonMap][] =>
  pathItems(document, path).flatMap((item) =>
    Object.entries(item)
      .filter(([name]) => !notMethods.includes(name))
      .flatMap(([name, value]) =>
        methodDefinitions(value, path, name).map((definition): [string, JsonMap] => [
          methodName(name),
          definition,
        ]),
      )
      .filter(([, definition]) => hasIntegration(definition)),
  );

const hasIntegration = (definition: JsonMap): boolean =>
  isGiven(memberOf(definition, integrationKey));

/** Whether each item of a path has the method, with an integration. */
export function isIntegrated(document: JsonMap, path: string, method: string): boolean {
  const name = methodName(method);
  const items = choices(memberOf(pathsOf(document), path));
  if (!items.some((item) => isMap(item) && Object.hasOwn(item, name))) return false;
  return pathItems(document, path).every((item) =>
    choices(memberOf(item, name)).some((each) => isMap(each) && hasIntegration(each)),
  );
}

/** Makes sure that a path has a method. */
export function addPath(document: JsonMap, path: string, method: string): void {
  const paths = pathsOf(document);
  if (!Object.hasOwn(paths, path)) setMember(paths, path, {});
  for (const item of pathItems(document, path)) {
    const name = methodName(method);
    if (!Object.hasOwn(item, name)) setMember(item, name, {});
  }
}

/** Makes a path there only where a condition holds. */
export function makeConditional(document: JsonMap, path: string, condition: string): void {
  const paths = pathsOf(document);
  const item = memberOf(paths, path);
  if (item !== undefined) setMember(paths, path, when(condition, item));
}

/** The security of a method, checked. */
export function securityOf(definition: JsonMap, path: string, method: string): JsonMap[] {
  const security = Object.hasOwn(definition, "security") ? definition.security : [];
  if (!isList(security)) {
    throw templateRefusal(`Type of security for path ${path} method ${method} must be a list`);
  }
  return security.map((each) => {
    if (isMap(each)) return each;
    throw templateRefusal(
      `${printedItem(each)} in Security for path ${path} method ${method} is not a valid dictionary.`,
    );
  });
}

const printedItem = (value: Json): string =>
  isList(value) ? JSON.stringify(value) : printed(value);
