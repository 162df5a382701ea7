import { makeHttpApi } from "./api/http-api.ts";
import { makeRestApi } from "./api/rest-api.ts";
import { makeWebSocketApi } from "./api/websocket-api.ts";
import { makeConnector } from "./connector/connector.ts";
import { duplicateWords, takeEmbedded } from "./connector/embedded.ts";
import { DeploymentPreferences } from "./function/deployment-preferences.ts";
import { linkFunction, makeFunction } from "./function/function.ts";
import { mergeGlobals } from "./globals.ts";
import { makeGraphQlApi } from "./graphql/graphql-api.ts";
import { addDefaultDefinitions, addImplicitApis } from "./implicit-apis.ts";
import { isGiven, isMap, isText, memberOf, setMember, type Json, type JsonMap } from "./json.ts";
import { copy } from "./origin.ts";
import { prepareApplications } from "./applications.ts";
import { managedPoliciesOf } from "./policies/managed-policies.ts";
import { expandPolicyTemplates } from "./policies/policy-templates.ts";
import { resourceProblem, SamProblem, SamRefusal, templateRefusal } from "./problems.ts";
import { checkProperties } from "./property-types.ts";
import { References } from "./references.ts";
import { Resolver } from "./resolver.ts";
import { samResource, writtenResource, type Generated, type SamResource } from "./resource.ts";
import { SamTypes } from "./sam-types.ts";
import { schemas } from "./schemas.ts";
import { Stage } from "./stage.ts";
import { linkStateMachine, makeStateMachine } from "./state-machine/state-machine.ts";
import {
  makeApplication,
  makeCapacityProvider,
  makeLayer,
  makeSimpleTable,
} from "./types/simple-types.ts";
import { printed } from "./python-text.ts";

/** For which stack a template is transformed. */
export interface TransformOptions {
  readonly region: string;
  readonly partition: string;
  /** Values of parameters by name; those left out take their defaults. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** Told of work that is about to be done; throws when it is too much. */
  readonly spend?: (steps: number) => void;
}

/** A template of CloudFormation, and of which resource of SAM each of its resources was made. */
export interface Transformed {
  readonly template: JsonMap;
  /** By logical id: the logical id of the SAM resource; absent for those that were there before. */
  readonly madeOf: ReadonlyMap<string, string>;
}

/**
 * The template of CloudFormation that AWS's transform makes of a template of SAM; the one given stays as it is.
 *
 * @throws SamRefusal where SAM refuses the template, with everything that is wrong with it
 */
export function transformSam(written: JsonMap, options: TransformOptions): Transformed {
  const source = copy(written);
  checkStructure(source);
  const parameters = parameterValues(source, options);
  const mappings = memberOf(source, "Mappings");
  const resolver = new Resolver(parameters, isMap(mappings) ? mappings : {});
  const resources = isMap(source.Resources) ? source.Resources : {};
  prepareApplications(resources, resolver);
  addDefaultDefinitions(resources);
  addImplicitApis(source, resources);
  mergeGlobals(source, options.spend);
  return new Transform(source, options, resolver).run();
}

function checkStructure(template: JsonMap): void {
  const resources = memberOf(template, "Resources");
  if (!isGiven(resources) || !isMap(resources)) {
    throw templateRefusal("'Resources' section is required");
  }
  if (!Object.values(resources).every(isMap)) {
    throw templateRefusal(
      "All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.",
    );
  }
  for (const [id, resource] of Object.entries(resources)) {
    const properties = memberOf(resource, "Properties");
    const isSam = printed(memberOf(resource, "Type")).startsWith("AWS::Serverless::");
    const isWrong = isSam && isGiven(properties) && !isMap(properties);
    if (isWrong) {
      throw new SamRefusal([resourceProblem(id, "Attribute 'Properties' should be a map.")]);
    }
  }
  const mappings = memberOf(template, "Mappings");
  if (mappings !== undefined && !isMap(mappings)) {
    throw templateRefusal("'Mappings' or 'Parameters' is either null or not a valid dictionary.");
  }
}

function parameterValues(template: JsonMap, options: TransformOptions): ReadonlyMap<string, Json> {
  const values = new Map<string, Json>(Object.entries(options.parameters));
  const declared = memberOf(template, "Parameters");
  for (const [name, parameter] of Object.entries(isMap(declared) ? declared : {})) {
    const value = memberOf(parameter, "Default");
    if (!values.has(name) && value !== undefined) values.set(name, value);
  }
  values.set("AWS::Region", options.region);
  values.set("AWS::Partition", options.partition);
  return values;
}

/** One run of the transform over one template. */
class Transform {
  readonly #options: TransformOptions;
  readonly #sourceResources: JsonMap;
  readonly #made: JsonMap;
  readonly #template: JsonMap;
  readonly #stage: Stage;
  readonly #references = new References();
  readonly #madeOf = new Map<string, string>();
  readonly #problems: SamProblem[] = [];
  /** By API, the names of its functions: a change of them deploys it anew. */
  readonly #functionNames = new Map<string, string>();

  constructor(source: JsonMap, options: TransformOptions, resolver: Resolver) {
    this.#options = options;
    this.#template = copy(source);
    this.#sourceResources = isMap(source.Resources) ? source.Resources : {};
    this.#made = isMap(this.#template.Resources) ? this.#template.Resources : {};
    const conditions = memberOf(this.#template, "Conditions");
    this.#stage = new Stage({
      region: options.region,
      partition: options.partition,
      resolver,
      managedPolicies: managedPoliciesOf(options.partition),
      resources: this.#sourceResources,
      made: this.#made,
      conditions: isMap(conditions) ? conditions : undefined,
      deployments: new DeploymentPreferences(),
    });
  }

  run(): Transformed {
    const embedded = takeEmbedded(this.#made, this.#sourceResources);
    this.#problems.push(...embedded.problems);
    for (const [id, written] of inOrder(this.#sourceResources)) this.#transform(id, written);
    for (const [id, written] of embedded.connectors) {
      setMember(this.#made, id, written);
      this.#transform(id, written);
    }
    this.#addDeployments();
    delete this.#template.Transform;
    if (this.#problems.length > 0) throw new SamRefusal(this.#problems);
    const template = this.#references.resolved(this.#template);
    return { template: isMap(template) ? template : {}, madeOf: this.#madeOf };
  }

  #transform(id: string, written: JsonMap): void {
    try {
      const sam = this.#read(id, written);
      const made = this.#resourcesOf(sam);
      this.#references.note(id, sam.type, made);
      const renamed = made[0];
      if (
        sam.type === "AWS::Serverless::LayerVersion" &&
        renamed !== undefined &&
        renamed.id !== id
      ) {
        this.#references.rename(id, renamed.id);
      }
      this.#place(id, made);
    } catch (error) {
      if (!(error instanceof SamProblem)) throw error;
      this.#problems.push(error);
    }
  }

  #read(id: string, written: JsonMap): SamResource {
    const sam = samResource(id, written);
    if (sam.type === SamTypes.function || sam.type === SamTypes.stateMachine) {
      expandPolicyTemplates(id, sam.properties);
    }
    const rules = schemas[sam.type];
    if (rules !== undefined) checkProperties(id, sam.type, sam.properties, rules);
    return sam;
  }

  #resourcesOf(sam: SamResource): Generated[] {
    const stage = this.#stage;
    switch (sam.type) {
      case SamTypes.function:
        linkFunction(sam, this.#sourceResources);
        checkTags(sam, "lambda:createdBy");
        this.#noteFunctionName(sam);
        return makeFunction(sam, stage);
      case SamTypes.stateMachine:
        linkStateMachine(sam, this.#sourceResources);
        return makeStateMachine(sam, stage);
      case SamTypes.api:
        return makeRestApi(sam, stage, this.#functionNames.get(sam.id) ?? "");
      case SamTypes.httpApi:
        checkTags(sam, "httpapi:createdBy");
        return makeHttpApi(sam, stage);
      case "AWS::Serverless::WebSocketApi":
        return makeWebSocketApi(sam, stage);
      case "AWS::Serverless::SimpleTable":
        return makeSimpleTable(sam);
      case SamTypes.application:
        checkTags(
          sam,
          "lambda:createdBy",
          "serverlessrepo:applicationId",
          "serverlessrepo:semanticVersion",
        );
        return makeApplication(sam);
      case "AWS::Serverless::LayerVersion":
        return makeLayer(sam, stage);
      case "AWS::Serverless::CapacityProvider":
        return makeCapacityProvider(sam, stage);
      case "AWS::Serverless::GraphQLApi":
        return makeGraphQlApi(sam, stage, this.#sourceResources);
      default:
        return makeConnector(sam, stage, this.#sourceResources);
    }
  }

  #noteFunctionName({ properties }: SamResource): void {
    const name = this.#stage.resolver.parameters(memberOf(properties, "FunctionName"));
    const events = memberOf(properties, "Events");
    if (!isText(name)) return;
    for (const event of Object.values(isMap(events) ? events : {})) {
      if (memberOf(event, "Type") !== "Api") continue;
      const api = memberOf(memberOf(event, "Properties"), "RestApiId");
      const id = memberOf(api, "Ref") ?? api;
      if (isText(id)) this.#functionNames.set(id, `${this.#functionNames.get(id) ?? ""}${name}`);
    }
  }

  #place(id: string, made: readonly Generated[]): void {
    delete this.#made[id];
    for (const resource of made) {
      const there = memberOf(this.#sourceResources, resource.id);
      const isTaken =
        there !== undefined && resource.id !== id && memberOf(there, "Type") !== resource.type;
      if (isTaken || this.#isTakenTwice(resource, id)) {
        const words = duplicateWords(resource.id, resource.type);
        this.#problems.push(new SamProblem("duplicate", id, words));
        continue;
      }
      setMember(this.#made, resource.id, writtenResource(resource));
      if (there === undefined || resource.id === id) this.#madeOf.set(resource.id, id);
    }
  }

  /** Buckets and pools of the template are written on; anything else of it is not made again. */
  #isTakenTwice(resource: Generated, id: string): boolean {
    if (resource.id === id || !Object.hasOwn(this.#sourceResources, resource.id)) return false;
    return resource.type !== "AWS::S3::Bucket" && resource.type !== "AWS::Cognito::UserPool";
  }

  #addDeployments(): void {
    try {
      const { deployments, conditions } = this.#stage;
      for (const resource of deployments.resources(this.#options.partition, conditions)) {
        setMember(this.#made, resource.id, writtenResource(resource));
        this.#madeOf.set(resource.id, resource.id);
      }
    } catch (error) {
      if (!(error instanceof SamProblem)) throw error;
      this.#problems.push(error);
    }
  }
}

/** Functions before the APIs that their events write on, and connectors when all that they join is there. */
function inOrder(resources: JsonMap): [string, JsonMap][] {
  const rankOf = (type: Json | undefined): number => {
    if (type === SamTypes.function) return 0;
    if (type === SamTypes.stateMachine) return 1;
    if (type === SamTypes.api || type === SamTypes.httpApi) return 2;
    return type === SamTypes.connector ? 4 : 3;
  };
  return Object.entries(resources)
    .filter((entry): entry is [string, JsonMap] => {
      const type = memberOf(entry[1], "Type");
      return isText(type) && Object.hasOwn(schemas, type);
    })
    .map((entry, index) => ({ entry, index, rank: rankOf(memberOf(entry[1], "Type")) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map(({ entry }) => entry);
}

/** Tags that SAM gives itself. @throws SamProblem where the template gives one */
function checkTags({ id, properties }: SamResource, ...reserved: readonly string[]): void {
  const tags = memberOf(properties, "Tags");
  if (!isMap(tags)) return;
  const taken = reserved.find((key) => Object.hasOwn(tags, key));
  if (taken === undefined) return;
  throw resourceProblem(
    id,
    `${taken} is a reserved Tag key name and cannot be set on your resource. Please change the tag key in the input.`,
  );
}
