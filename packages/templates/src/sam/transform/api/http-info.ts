import { ref } from "../intrinsics.ts";
import {
  equals,
  isGiven,
  isList,
  isMap,
  memberOf,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { resourceProblem, templateRefusal } from "../problems.ts";
import { represented, typeName } from "../python-text.ts";
import { isOpenApi } from "./swagger.ts";

const createdBy = "httpapi:createdBy";

/** The tags of what SAM makes for an HTTP API. */
export const tagsOf = (properties: JsonMap): JsonMap => {
  const tags = memberOf(properties, "Tags");
  return { ...(isMap(tags) ? tags : {}), [createdBy]: "SAM" };
};

export function addTags(id: string, properties: JsonMap, definition: JsonMap | undefined): void {
  const given = memberOf(properties, "Tags");
  if (isGiven(given) && definition === undefined) {
    throw resourceProblem(
      id,
      "Tags works only with inline OpenApi specified in the 'DefinitionBody' property.",
    );
  }
  if (definition === undefined) return;
  if (!isOpenApi(definition)) {
    if (isGiven(given)) {
      throw resourceProblem(
        id,
        "Unable to add `Tags` because 'DefinitionBody' does not contain a valid OpenApi definition.",
      );
    }
    return;
  }
  const own = memberOf(definition, "tags");
  for (const [name, value] of Object.entries(tagsOf(properties))) {
    if (isGiven(own) && !isList(own)) {
      throw templateRefusal(
        `Tags in OpenApi DefinitionBody needs to be a list. ${represented(own)} is a ${typeName(own)} not a list.`,
      );
    }
    addTag(definition, name, value);
  }
}

function addTag(definition: JsonMap, name: string, value: Json): void {
  const own = memberOf(definition, "tags");
  const tags = isList(own) ? own : [];
  definition.tags = tags;
  const there = tags.find((each) => memberOf(each, "name") === name);
  const key = "x-amazon-apigateway-tag-value";
  if (isMap(there)) there[key] = value;
  else tags.push({ name, [key]: value });
}

export function addEndpointSetting(
  id: string,
  disabled: Maybe,
  definition: JsonMap | undefined,
): void {
  if (disabled === undefined || disabled === null) return;
  if (definition === undefined) {
    throw resourceProblem(
      id,
      "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.",
    );
  }
  const own = memberOf(definition, "servers");
  const servers = isList(own) ? own : [{}];
  const key = "x-amazon-apigateway-endpoint-configuration";
  for (const server of servers) {
    if (!isMap(server)) {
      throw templateRefusal(
        "Value of 'servers' item must be a dictionary according to Swagger spec.",
      );
    }
    const config = memberOf(server, key);
    server[key] = { ...(isMap(config) ? config : {}), disableExecuteApiEndpoint: disabled };
  }
  definition.servers = servers;
}

export function addTitle(id: string, name: Maybe, definition: JsonMap | undefined): void {
  if (!isGiven(name)) return;
  const info = infoOf(id, "Name", definition);
  if (equals(memberOf(info, "title"), ref("AWS::StackName"))) info.title = name;
}

export function addDescription(
  id: string,
  description: Maybe,
  definition: JsonMap | undefined,
): void {
  if (!isGiven(description)) return;
  const info = infoOf(id, "Description", definition);
  if (!isGiven(memberOf(info, "description"))) info.description = description;
}

function infoOf(id: string, property: string, definition: JsonMap | undefined): JsonMap {
  if (definition === undefined) {
    throw resourceProblem(
      id,
      `${property} works only with inline OpenApi specified in the 'DefinitionBody' property.`,
    );
  }
  if (isOpenApi(definition)) {
    const own = memberOf(definition, "info");
    const info = isMap(own) ? own : {};
    definition.info = info;
    return info;
  }
  throw resourceProblem(
    id,
    `Unable to set ${property} because 'DefinitionBody' does not contain a valid OpenApi definition.`,
  );
}
