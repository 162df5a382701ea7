import { addCustomStatements, addResourcePolicy } from "../api/resource-policy.ts";
import { credentialsOf, integrate, invocationUri } from "../api/integration.ts";
import { isIntegrated, methodName, pathsOf, permissionPath } from "../api/paths.ts";
import { setMethodSecurity } from "../api/security.ts";
import { checkedSwagger } from "../api/swagger.ts";
import { sub, getAtt } from "../intrinsics.ts";
import {
  isGiven,
  isMap,
  isText,
  mapOf,
  memberOf,
  pick,
  setMember,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { copy } from "../origin.ts";
import { expectMap, ofResource } from "../expectations.ts";
import { eventProblem, resourceProblem } from "../problems.ts";
import { rulesOf } from "../property-types.ts";
import type { Generated } from "../resource.ts";
import { checkAuthorizer, checkScopes } from "./api-authorizer.ts";
import { addRequestModel, addRequestParameters } from "./api-request.ts";
import { permissionOf, type EventType, type SamEvent, type UnboundEvent } from "./event.ts";
import { startingRole } from "./starting-role.ts";
import { requestTemplate } from "./state-machine-request.ts";
import { printed } from "../python-text.ts";

const common = {
  Path: "!text",
  Method: "!text",
  RestApiId: "!text",
  Stage: "text",
  Auth: "map",
};

/** Requests of a REST API to a function. */
export const apiOfFunction: EventType = {
  rules: rulesOf({
    ...common,
    RequestModel: "map",
    RequestParameters: "list",
    TimeoutInMillis: "=int",
    ResponseTransferMode: "any",
  }),
  link: (event, resources) => void linkApi(event, resources),
  make: (event) => {
    const { target, properties } = event;
    const { api, stageSuffix } = linkApi(event, target.stage.resources);
    const method = methodOf(event);
    const permission = apiPermission(event, method, stageSuffix);
    const timeout = memberOf(properties, "TimeoutInMillis");
    const mode = memberOf(properties, "ResponseTransferMode");
    edit(event, api, (document) => {
      checkNotIntegrated(event, document, method);
      integrate(document, {
        path: pathOf(event),
        method,
        members: mapOf({
          type: "aws_proxy",
          httpMethod: "POST",
          uri: uriOf(event, mode),
          credentials: credentialsOf(memberOf(properties, "Auth"), memberOf(api, "Auth")),
          timeoutInMillis: isGiven(timeout) ? timeout : undefined,
          responseTransferMode: isGiven(mode) ? mode : undefined,
        }),
        responses: {},
        condition: memberOf(target.inherited, "Condition"),
      });
      addAuth(event, document, api, { method, stage: stageSuffix });
      addRequestModel(event, document, api, method);
      addRequestParameters(event, document, method);
    });
    return [permission];
  },
};

/** Requests of a REST API that start executions of a state machine. */
export const apiOfStateMachine: EventType = {
  rules: rulesOf({ ...common, UnescapeMappingTemplate: "=bool" }),
  link: (event, resources) => void linkApi(event, resources),
  make: (event): Generated[] => {
    const { target } = event;
    const { api } = linkApi(event, target.stage.resources);
    const method = methodOf(event);
    const role = startingRole(event, "apigateway.amazonaws.com");
    edit(event, api, (document) => {
      checkNotIntegrated(event, document, method);
      integrate(document, {
        path: pathOf(event),
        method,
        members: {
          type: "aws",
          httpMethod: "POST",
          uri: sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution"),
          responses: { "200": { statusCode: "200" }, "400": { statusCode: "400" } },
          credentials: getAtt(role.id, "Arn"),
          requestTemplates: requestTemplate(event),
        },
        responses: { "200": { description: "OK" }, "400": { description: "Bad Request" } },
        condition: memberOf(target.inherited, "Condition"),
      });
      // The translator looks for the stage where events of state machines have none.
      addAuth(event, document, api, { method, stage: memberOf(event.properties, "Stage") });
    });
    return [role];
  },
};

const pathOf = ({ properties }: UnboundEvent): string => printed(memberOf(properties, "Path"));
const methodOf = ({ properties }: UnboundEvent): string =>
  printed(memberOf(properties, "Method")).toLowerCase();

function uriOf({ target }: SamEvent, mode: Json | undefined): JsonMap {
  const uri = invocationUri(target.arn, target.stage.partition);
  const text = memberOf(uri, "Fn::Sub");
  if (mode !== "STREAM" || !isText(text)) return uri;
  return sub(
    text
      .replace("/2015-03-31/functions/", "/2021-11-15/functions/")
      .replace("/invocations", "/response-streaming-invocations"),
  );
}

/** The API of the template that an event names, and its stage as ids have it. */
function linkApi({ name, properties }: UnboundEvent, resources: JsonMap) {
  const given = memberOf(properties, "RestApiId");
  const id = memberOf(given, "Ref") ?? given;
  if (!isText(id)) return { api: undefined, stageSuffix: "AllStages" };
  const api = memberOf(memberOf(resources, id), "Properties");
  const stage = memberOf(api, "StageName");
  if (!isMap(api) || stage === undefined) {
    throw eventProblem(
      name,
      "RestApiId property of Api event must reference a valid resource in the same template.",
    );
  }
  if (stage === "") throw resourceProblem(id, "StageName cannot be empty.");
  return { api, stageSuffix: isText(stage) ? stage : "Stage" };
}

/**
 * Edits the definition of an API, where SAM writes it; an event that is refused leaves it as it was. A definition
 * that is merged keeps what it has, but for what the event says of the method.
 */
function edit(
  event: UnboundEvent,
  api: JsonMap | undefined,
  change: (document: JsonMap) => void,
): void {
  const merges = isGiven(memberOf(api, "MergeDefinitions"));
  if (api === undefined || !(merges || isGiven(memberOf(api, "__MANAGE_SWAGGER")))) return;
  const given = memberOf(api, "DefinitionBody");
  if (given === undefined || given === null) return;
  if (!merges) {
    const document = checkedSwagger(copy(given));
    change(document);
    api.DefinitionBody = document;
    return;
  }
  const versions = isMap(given) ? pick(given, (key) => key === "swagger" || key === "openapi") : {};
  const own: JsonMap = { ...versions, paths: {} };
  change(own);
  const path = pathOf(event);
  const name = methodName(methodOf(event));
  const paths = memberOf(given, "paths");
  const made = memberOf(memberOf(pathsOf(own), path), name);
  if (!isMap(paths) || !isMap(made)) return;
  const item = memberOf(paths, path);
  const there = memberOf(item, name);
  const merged = { ...(isMap(there) ? there : {}), ...made };
  setMember(paths, path, { ...(isMap(item) ? item : {}), [name]: merged });
}

function apiPermission(event: SamEvent, method: string, suffix: string): Generated {
  const name = method === "any" ? "*" : method.toUpperCase();
  const resource = `\${__ApiId__}/\${__Stage__}/${name}${permissionPath(pathOf(event))}`;
  const variables = { __ApiId__: memberOf(event.properties, "RestApiId") ?? null, __Stage__: "*" };
  return permissionOf(
    event,
    "apigateway.amazonaws.com",
    { SourceArn: sub(event.target.stage.arn("execute-api", resource), variables) },
    { suffix },
  );
}

function checkNotIntegrated(event: SamEvent, document: JsonMap, method: string): void {
  if (!isIntegrated(document, pathOf(event), method)) return;
  throw eventProblem(
    event.name,
    `API method "${method}" defined multiple times for path "${pathOf(event)}".`,
  );
}

function addAuth(
  event: SamEvent,
  document: JsonMap,
  api: JsonMap | undefined,
  { method, stage }: { readonly method: string; readonly stage: Maybe },
): void {
  const { name, properties, target } = event;
  const auth = memberOf(properties, "Auth");
  if (!isGiven(auth) || !isMap(auth)) return;
  const path = pathOf(event);
  const apiAuth = target.stage.resolver.parameters(memberOf(api, "Auth"));
  if (apiAuth !== undefined && !isMap(apiAuth)) {
    throw resourceProblem(apiIdOf(event), "Property 'Auth' should be a map.");
  }
  const authorizer = memberOf(auth, "Authorizer");
  const place = { name, method, path, hasIam: true };
  if (isGiven(authorizer)) {
    const authorizers = memberOf(apiAuth, "Authorizers");
    if (isGiven(authorizers))
      expectMap(authorizers, "Auth.Authorizers", ofResource(apiIdOf(event)));
    checkAuthorizer(place, authorizer, apiAuth);
  } else if (isGiven(memberOf(auth, "AuthorizationScopes"))) {
    throw eventProblem(name, "AuthorizationScopes works only when Authorizer is set");
  }
  checkScopes(place, auth);
  const apiKey = memberOf(auth, "ApiKeyRequired");
  const hasApiKey = apiKey !== undefined && apiKey !== null;
  if (hasApiKey && !isGiven(apiKey) && !isGiven(memberOf(apiAuth, "ApiKeyRequired"))) {
    throw eventProblem(
      name,
      `Unable to set ApiKeyRequired [False] on API method [${method}] for path [${path}] because the related API does not specify any ApiKeyRequired.`,
    );
  }
  if (isGiven(authorizer) || hasApiKey) {
    setMethodSecurity(document, path, method, auth, memberOf(api, "Auth"));
  }
  const policy = memberOf(auth, "ResourcePolicy");
  if (isGiven(policy)) {
    addResourcePolicy(document, policy, path, stage);
    addCustomStatements(document, memberOf(policy, "CustomStatements"));
  }
}

const apiIdOf = ({ properties }: UnboundEvent): string => {
  const given = memberOf(properties, "RestApiId");
  return printed(memberOf(given, "Ref") ?? given);
};
