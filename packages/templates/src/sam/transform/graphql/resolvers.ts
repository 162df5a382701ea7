import { getAtt, isFunction } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  mapOf,
  memberOf,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { generated, type Generated } from "../resource.ts";
import type { GraphQlParts } from "./parts.ts";
import { printed } from "../python-text.ts";

/** Functions of an API, their ids by name, and whether one has no source of data. */
export interface GraphQlFunctions {
  readonly resources: Generated[];
  readonly ids: ReadonlyMap<string, Json>;
}

/** A resolver does what its functions do, unless it has code of its own. */
const passing = [
  "",
  "export function request(ctx) {",
  "    return {};",
  "}",
  "",
  "export function response(ctx) {",
  "    return ctx.prev.result;",
  "}",
  "",
].join("\n");

const runtimeOf = (runtime: Maybe): Maybe =>
  isMap(runtime)
    ? mapOf({ Name: memberOf(runtime, "Name"), RuntimeVersion: memberOf(runtime, "Version") })
    : undefined;

/** Inline or in S3. @throws SamProblem for both, or for none where `required` */
function codeOf(name: string, part: JsonMap, required: boolean): Readonly<Record<string, Maybe>> {
  const inline = memberOf(part, "InlineCode");
  const uri = memberOf(part, "CodeUri");
  if (isGiven(inline) && isGiven(uri)) {
    throw resourceProblem(
      name,
      "Both 'InlineCode' and 'CodeUri' cannot be defined at the same time.",
    );
  }
  if (required && !isGiven(inline) && !isGiven(uri)) {
    throw resourceProblem(name, "One of 'InlineCode' or 'CodeUri' must be set.");
  }
  return isGiven(inline) ? { Code: inline } : { CodeS3Location: isGiven(uri) ? uri : undefined };
}

export function functionsOf(
  parts: GraphQlParts,
  sources: ReadonlyMap<string, string>,
): GraphQlFunctions {
  const { sam, apiId, beside } = parts;
  const functions = memberOf(sam.properties, "Functions");
  const ids = new Map<string, Json>();
  const resources: Generated[] = [];
  let usesNone = false;
  for (const [name, written] of Object.entries(isMap(functions) ? functions : {})) {
    if (!isMap(written)) continue;
    const own = memberOf(written, "Id");
    if (isGiven(own)) {
      if (Object.keys(written).length > 1) {
        throw resourceProblem(name, "'Id' cannot be defined with other properties in Function.");
      }
      ids.set(name, own);
      continue;
    }
    const id = `${sam.id}${name}`;
    const code = codeOf(name, written, true);
    const source = sourceNameOf(parts, name, memberOf(written, "DataSource"), sources);
    usesNone ||= source.isNone;
    if (!isGiven(memberOf(written, "Runtime"))) throw withoutRuntime(name);
    const given = memberOf(written, "Name");
    ids.set(name, getAtt(id, "FunctionId"));
    resources.push(
      generated(
        id,
        "AWS::AppSync::FunctionConfiguration",
        {
          ApiId: apiId,
          Name: isGiven(given) ? given : name,
          DataSourceName: source.name,
          ...code,
          Runtime: runtimeOf(memberOf(written, "Runtime")),
          Description: memberOf(written, "Description"),
          MaxBatchSize: memberOf(written, "MaxBatchSize"),
          SyncConfig: memberOf(written, "Sync"),
        },
        { ...beside, from: sam.properties },
      ),
    );
  }
  if (usesNone) {
    const none = noneOf(sam.id);
    const properties = { ApiId: apiId, Name: none, Type: "NONE" };
    resources.push(generated(none, "AWS::AppSync::DataSource", properties, beside));
  }
  return { resources, ids };
}

const noneOf = (id: string) => `${id}NoneDataSource`;

const withoutRuntime = (name: string) =>
  resourceProblem(name, `'Runtime' must be defined as a property in ${name}.`);

function sourceNameOf(
  { sam }: GraphQlParts,
  name: string,
  given: Maybe,
  sources: ReadonlyMap<string, string>,
): { readonly name: Json; readonly isNone: boolean } {
  if (!isGiven(given)) throw resourceProblem(name, "'DataSource' must be set.");
  if (isFunction(given)) return { name: given, isNone: false };
  if (isText(given) && given.toLowerCase() === "none") {
    return { name: getAtt(noneOf(sam.id), "Name"), isNone: true };
  }
  const source = isText(given) ? sources.get(given) : undefined;
  if (source !== undefined) return { name: getAtt(source, "Name"), isNone: false };
  throw resourceProblem(
    name,
    `Either define DataSource '${printed(given)}' in 'DataSources' or use intrinsic function like GetAtt, ImportValue, Sub or another one to reference a DataSource defined outside of this GraphQLApi resource.`,
  );
}

/** What answers each field of a type, once the schema is there. */
export function resolversOf(
  parts: GraphQlParts,
  schemaId: string,
  ids: ReadonlyMap<string, Json>,
): Generated[] {
  const { sam, apiId, beside } = parts;
  const types = memberOf(sam.properties, "Resolvers");
  return Object.entries(isMap(types) ? types : {}).flatMap(([type, fields]) =>
    Object.entries(isMap(fields) ? fields : {}).flatMap(([name, written]) => {
      if (!isMap(written)) return [];
      const field = memberOf(written, "FieldName");
      return generated(
        `${sam.id}${type}${name}`,
        "AWS::AppSync::Resolver",
        {
          ApiId: apiId,
          TypeName: type,
          FieldName: isGiven(field) ? field : name,
          Kind: "PIPELINE",
          ...pipelineOf(name, written, ids),
          CachingConfig: memberOf(written, "Caching"),
          MaxBatchSize: memberOf(written, "MaxBatchSize"),
          SyncConfig: memberOf(written, "Sync"),
        },
        { ...beside, dependsOn: [schemaId], from: sam.properties },
      );
    }),
  );
}

function pipelineOf(
  name: string,
  resolver: JsonMap,
  ids: ReadonlyMap<string, Json>,
): Readonly<Record<string, Maybe>> {
  const pipeline = memberOf(resolver, "Pipeline");
  if (!isList(pipeline) || pipeline.length === 0) {
    throw resourceProblem(
      name,
      `Resolver '${name}' must have Pipeline defined. Unit resolvers are not supported. If you need a Unit resolver you can use AppSync resource.`,
    );
  }
  const functions = pipeline.map((each) => {
    const id = isText(each) ? ids.get(each) : undefined;
    if (id !== undefined) return id;
    throw resourceProblem(name, `Function '${printed(each)}' does not exist.`);
  });
  const code = codeOf(name, resolver, false);
  const hasCode = Object.values(code).some((value) => value !== undefined);
  const runtime = memberOf(resolver, "Runtime");
  if (hasCode && !isGiven(runtime)) throw withoutRuntime(name);
  return {
    PipelineConfig: { Functions: functions },
    ...(hasCode ? code : { Code: passing }),
    Runtime: isGiven(runtime)
      ? runtimeOf(runtime)
      : { Name: "APPSYNC_JS", RuntimeVersion: "1.0.0" },
  };
}
