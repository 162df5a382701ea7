import { own, type Duration } from "@orrery/kernel";
import { numberOf } from "../../../request/params.ts";
import { accountCaller, roleCaller, serviceCaller, type Caller } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import type { EndpointSettings, EndpointBehavior } from "../backend/protocol.ts";
import type { ActionTarget, EndpointTarget, FunctionTarget, WrongTarget } from "../config.ts";
import { backendTime } from "../limits.ts";
import { type ApiRecord } from "./kept.ts";

/** How endpoints answer of which a scenario says nothing. */
export const usualBehavior: EndpointBehavior = {
  latency: backendTime,
  status: 200,
  body: "{}",
  failures: 0,
  failureStatus: 500,
  unreachable: 0,
};

const endpointKindName = "apigateway.endpoint";

/** What the integrations of an API lead to: each has one place among its connections. */
export class Targets {
  readonly connections: ResourceConnection[] = [];
  private readonly places: string[];
  private readonly known: readonly string[];
  private readonly executeArn: string;
  private readonly plane: ControlPlane;
  private readonly behavior: EndpointBehavior;
  /** What a scenario says of what is outside; `null`: nothing. */
  readonly said: PlainObject | null;
  /** How long integrations that stream are silent at most: until they answer, where nobody says it. */
  readonly silence: Duration;

  constructor(
    { targets, endpoint }: Pick<ApiRecord, "targets" | "endpoint">,
    apiId: string,
    plane: ControlPlane,
  ) {
    this.known = targets;
    this.places = [...targets];
    this.executeArn = `arn:${plane.partition}:execute-api:${plane.region}:${plane.accountId}:${apiId}`;
    this.plane = plane;
    this.said = endpoint;
    const silence = numberOf(endpoint?.["silence"]);
    this.silence = (silence ?? Infinity) as Duration;
    this.behavior =
      endpoint === null
        ? usualBehavior
        : { ...usualBehavior, ...(endpoint as Partial<EndpointBehavior>) }; // As its extra reads it.
  }

  /** What connections lead to, by their places. */
  get all(): readonly string[] {
    return this.places.length === this.known.length ? this.known : this.places;
  }

  /**
   * Who asks what something of the API leads to, such as `prod/GET/orders` or `authorizers/a1b2c3`: the API for it, or
   * the role that it has.
   */
  callerFor(place: string, credentials?: string): Caller {
    const { plane } = this;
    const source = `${this.executeArn}/${place}`;
    if (credentials === undefined) return serviceCaller("apigateway", source, plane);
    // Whoever calls the API is outside: the account itself.
    if (credentials.endsWith(":user/*")) return accountCaller(plane);
    return roleCaller(credentials, "BackplaneAssumeRoleSession", source, plane);
  }

  /** Where a URI leads, with the variables of its stage put in, and who asks there. */
  at(
    uri: string,
    variables: Readonly<Record<string, string>>,
    caller: Caller,
  ): FunctionTarget | ActionTarget | EndpointTarget | WrongTarget {
    const filled = filledIn(uri, variables);
    if (filled === null) return { type: "wrong", why: "Invalid stage variable" };
    if (/^https?:\/\//.test(filled)) return this.endpoint(filled);
    const [, service, rest] = /^arn:[^:]+:apigateway:[^:]*:([^:]+):(.*)$/s.exec(filled) ?? [];
    if (service === undefined || rest === undefined) {
      return { type: "wrong", why: `Invalid URI ${filled}` };
    }
    const arn = /^path\/[^/]+\/functions\/(.+)\/(?:response-streaming-)?invocations$/.exec(
      rest,
    )?.[1];
    if (arn !== undefined) return this.fn(arn, caller);
    const [, how, what = ""] = /^(action|path)\/(.*)$/s.exec(rest) ?? [];
    // What stands before the service is the name of its endpoint, as in `runtime.lex`.
    const named = service.slice(service.lastIndexOf(".") + 1);
    if (how === "action")
      return { type: "action", service: named, action: what.split("&")[0]!, path: null, caller };
    if (how === "path") return { type: "action", service: named, action: null, path: what, caller };
    return { type: "wrong", why: `Invalid URI ${filled}` };
  }

  /** A function by its ARN, and who invokes it. */
  fn(arn: string, caller: Caller): FunctionTarget | WrongTarget {
    const target = this.plane.target(arn);
    if (target === null) return { type: "wrong", why: `Invalid function ARN ${arn}` };
    // Each method is asked about by itself, where anybody asks.
    const asker = this.plane.mindsPolicies ? ` for ${caller.role ?? caller.source ?? ""}` : "";
    const to = this.placeOf(`${arn}${asker}`);
    this.connections.push({
      port: "functions",
      to,
      target: target.component,
      access: { caller, action: target.action, arn },
    });
    return { type: "function", to, kind: target.kind, arn };
  }

  /** An endpoint of HTTP outside, by what names it. */
  endpoint(uri: string, behavior = this.behavior): EndpointTarget {
    const { plane } = this;
    const settings: EndpointSettings = { uri, behavior };
    const found = plane.find(endpointKindName, uri);
    const made =
      found ??
      plane.create(
        // Nobody calls it by this: it is no resource of AWS's that has the ARN.
        { kind: endpointKindName, name: uri, arn: `outside:${uri}`, record: {}, isShared: true },
        () => settings,
      );
    if (found !== undefined) plane.change(found, { settings });
    const to = this.placeOf(uri);
    this.connections.push({ port: "endpoints", to, target: made.number });
    return { type: "endpoint", to, uri };
  }

  private placeOf(name: string): number {
    const place = this.places.indexOf(name);
    return place >= 0 ? place : this.places.push(name) - 1;
  }
}

/** A text with stage variables put in; `null`: one is not there. */
function filledIn(text: string, variables: Readonly<Record<string, string>>): string | null {
  let isWhole = true;
  const filled = text.replaceAll(/\$\{stageVariables\.(\w+)\}/g, (_all, name: string) => {
    const value = own(variables, name);
    if (value === undefined) isWhole = false;
    return value ?? "";
  });
  return isWhole ? filled : null;
}
