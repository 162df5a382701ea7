import { isList, isText, type Json, type JsonMap } from "./json.ts";
import { derive } from "./origin.ts";
import { inSubText, rewritten } from "./resolver.ts";
import type { Generated } from "./resource.ts";

/** By type of SAM, what may be named of a resource beside itself: by name, the type of what is made. */
const referable: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "AWS::Serverless::Function": {
    Alias: "AWS::Lambda::Alias",
    Version: "AWS::Lambda::Version",
    DestinationTopic: "AWS::SNS::Topic",
    DestinationQueue: "AWS::SQS::Queue",
  },
  "AWS::Serverless::Api": {
    Stage: "AWS::ApiGateway::Stage",
    Deployment: "AWS::ApiGateway::Deployment",
    DomainName: "AWS::ApiGateway::DomainName",
    DomainNameV2: "AWS::ApiGateway::DomainNameV2",
    UsagePlan: "AWS::ApiGateway::UsagePlan",
    UsagePlanKey: "AWS::ApiGateway::UsagePlanKey",
    ApiKey: "AWS::ApiGateway::ApiKey",
  },
  "AWS::Serverless::HttpApi": {
    Stage: "AWS::ApiGatewayV2::Stage",
    DomainName: "AWS::ApiGatewayV2::DomainName",
  },
  "AWS::Serverless::WebSocketApi": {
    Stage: "AWS::ApiGatewayV2::Stage",
    DomainName: "AWS::ApiGatewayV2::DomainName",
  },
};

/** What `Resource.Name` means in a template of SAM: the logical ids of what was made. */
export class References {
  readonly #ids = new Map<string, string>();
  readonly #renamed = new Map<string, string>();

  /** Notes what was made of a resource. */
  note(id: string, type: string, made: readonly Generated[]): void {
    const names = Object.hasOwn(referable, type) ? referable[type] : undefined;
    for (const [name, madeType] of Object.entries(names ?? {})) {
      const found = made.find((resource) => resource.type === madeType);
      if (found !== undefined) this.#ids.set(`${id}.${name}`, found.id);
    }
  }

  /** Notes that a resource got another logical id. */
  rename(from: string, to: string): void {
    this.#renamed.set(from, to);
  }

  /** The template with the logical ids of what was made for what names them. */
  resolved(template: JsonMap): Json {
    return rewritten(template, (call, name, argument) => {
      if (name === "Ref" && isText(argument)) {
        const id = this.#renamed.get(argument) ?? this.#ids.get(argument);
        return id === undefined ? call : derive({ Ref: id }, call);
      }
      if (name === "Fn::Sub") {
        if (isText(argument)) return derive({ "Fn::Sub": this.#inText(argument) }, call);
        const [text, ...variables] = isList(argument) ? argument : [];
        if (!isText(text)) return call;
        return derive({ "Fn::Sub": [this.#inText(text), ...variables] }, call);
      }
      if (name !== "Fn::GetAtt" || !isList(argument) || !argument.every(isText)) return call;
      const attribute = this.#path(argument.join("."));
      return attribute === undefined
        ? call
        : derive({ "Fn::GetAtt": attribute.split(/\.(.*)/s).slice(0, 2) }, call);
    });
  }

  #inText(text: string): string {
    return inSubText(text, (name) => {
      const path = this.#path(name);
      return path === undefined ? undefined : `\${${path}}`;
    });
  }

  /** `Resource.Name.Attribute` with the logical id of what was made. */
  #path(written: string): string | undefined {
    const [id = "", name = "", ...rest] = written.split(".");
    const made = this.#ids.get(`${id}.${name}`);
    if (made !== undefined) return [made, ...rest].join(".");
    const renamed = this.#renamed.get(id);
    return renamed === undefined ? undefined : [renamed, ...written.split(".").slice(1)].join(".");
  }
}
