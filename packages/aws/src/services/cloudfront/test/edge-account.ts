import { seconds, type Duration, type Instant, type Tagged } from "@orrery/kernel";
import { functionParams } from "../../../../test/lambda-account.ts";
import { objectOf, textOf } from "../../../request/params.ts";
import { simulate, type AwsOptions, type AwsSimulation } from "../../../run/simulate.ts";
import type { Text } from "../../../service/entry.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import { noTrail } from "../../../service/origin.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Scripts } from "../../../service/script.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { distributionIdOf, domainNameOf, functionArnOf } from "../names.ts";

/** What a viewer heard. */
export interface Heard {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  /** How long it took. */
  readonly took: number;
}

const constant = (value: number) => ({ type: "constant", value }) as const;
const owner = { partition: "aws", accountId: "123456789012" };

/** Items as the API has them. */
export const items = (...all: readonly unknown[]): PlainObject =>
  ({ Quantity: all.length, Items: all }) as unknown as PlainObject;

/** A custom origin. */
export const custom = (Id: string, more: PlainObject = {}): PlainObject => ({
  Id,
  DomainName: `${Id}.example`,
  CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "https-only" },
  ...more,
});

/** The id of a policy of AWS. */
export const policies = {
  optimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  disabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  security: "67f7725c-6f97-4210-82d7-5512b31e9d03",
  simpleCors: "60669652-455b-4ae9-85a4-c4c02393f86c",
} as const;

export const allMethods = {
  AllowedMethods: items("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"),
};

/** What of a distribution a test says. */
export interface Site {
  readonly behavior?: PlainObject;
  readonly behaviors?: readonly PlainObject[];
  readonly origins?: readonly PlainObject[];
  readonly config?: PlainObject;
  readonly edge?: PlainObject;
}

/** An account with a distribution, whose functions do what scripts say. Ways take a millisecond. */
export class EdgeAccount {
  readonly simulation: AwsSimulation;
  id = "";

  constructor(site: Site = {}, scripts: Scripts = {}, options: AwsOptions = {}, made = true) {
    this.simulation = simulate({
      ...options,
      latencies: {
        "cloudfront.viewer": constant(1_000),
        "cloudfront.regionalCache": constant(1_000),
        "cloudfront.origin": constant(1_000),
        "cloudfront.function": constant(500),
        "cloudfront.invalidation": constant(10_000_000),
        ...options.latencies,
      },
      scripts,
    });
    if (made) this.distribute(site);
  }

  get component(): string {
    return `cloudfront.distribution:${this.id}`;
  }

  get domainName(): string {
    return domainNameOf(this.id);
  }

  /** The parameters that make a distribution. */
  params(
    { behavior = {}, behaviors = [], origins = [custom("one")], config = {}, edge = {} }: Site,
    name = "site",
  ): PlainObject {
    const usual = {
      TargetOriginId: textOf(objectOf(origins[0])["Id"])!, // It has one.
      ViewerProtocolPolicy: "allow-all",
      CachePolicyId: policies.optimized,
    };
    return {
      DistributionConfig: {
        CallerReference: name,
        Comment: "",
        Enabled: true,
        Origins: items(...origins),
        DefaultCacheBehavior: { ...usual, ...behavior },
        ...(behaviors.length === 0
          ? {}
          : { CacheBehaviors: items(...behaviors.map((each) => ({ ...usual, ...each }))) }),
        ...config,
      },
      Edge: { latency: constant(10_000), ...edge },
    };
  }

  distribute(site: Site, name = "site"): PlainObject {
    this.id = distributionIdOf(name);
    return this.call("CreateDistribution", this.params(site, name));
  }

  /** Changes the distribution. */
  update(site: Site, name = "site"): void {
    const { ETag } = this.call("GetDistribution", { Id: this.id });
    const { DistributionConfig } = this.params(site, name);
    this.call("UpdateDistribution", {
      Id: this.id,
      IfMatch: ETag!,
      DistributionConfig: DistributionConfig!,
    });
  }

  call(operation: string, params: PlainObject, service = "cloudfront"): PlainObject {
    return this.simulation.client().call(service, operation, params);
  }

  /** The code and message of a refusal. */
  refusal(operation: string, params: PlainObject): string {
    try {
      this.call(operation, params);
      return "none";
    } catch (error) {
      return (error as { readonly code?: string }).code ?? `${error as string}`;
    }
  }

  /** Makes a CloudFront Function that is live; its association with an event. */
  fn(Name: string, EdgeBehavior: PlainObject = {}, config: PlainObject = {}): PlainObject {
    const FunctionConfig = { Comment: "", Runtime: "cloudfront-js-2.0", ...config };
    const { ETag } = this.call("CreateFunction", {
      Name,
      FunctionConfig,
      FunctionCode: "eA==",
      EdgeBehavior,
    });
    this.call("PublishFunction", { Name, IfMatch: ETag! });
    return { FunctionARN: functionArnOf(Name, owner) };
  }

  /** Makes a function of Lambda@Edge that does what its script says; its association with an event. */
  lambda(FunctionName: string, more: PlainObject = {}): PlainObject {
    const { Behavior } = functionParams as { readonly Behavior: PlainObject };
    const behavior = { type: "script", name: FunctionName, coldStart: Behavior["coldStart"]! };
    this.call(
      "CreateFunction",
      {
        ...(functionParams as PlainObject),
        FunctionName,
        Behavior: behavior,
        Publish: true,
        ...more,
      },
      "lambda",
    );
    return {
      LambdaFunctionARN: `arn:aws:lambda:us-east-1:123456789012:function:${FunctionName}:1`,
    };
  }

  /** Begins a request; what is heard comes later. */
  begin(head: Partial<HttpHead> | string = "/", said: string | Text = ""): { heard: Heard | null } {
    const given = typeof head === "string" ? { path: head } : head;
    const http = { method: "GET", path: "/", query: "", headers: {}, ...given };
    const begun: { heard: Heard | null } = { heard: null };
    const from = this.simulation.now;
    const text = typeof said === "string" ? { body: said, size: sizeInUtf8(said) } : said;
    const input: Tagged = { type: "httpRequest", http, text, trail: noTrail } as Tagged;
    this.simulation.tell(this.component, input, (answer) => {
      const took = this.simulation.now - from;
      const { status, body, headers, cookies } = answer as HttpAnswer;
      begun.heard =
        answer.type === "refused"
          ? { status: 0, body: (answer as Refused).code, headers: {}, cookies: [], took }
          : { status, body, headers, cookies, took };
    });
    return begun;
  }

  /** Asks, and lets time pass until there is an answer. */
  ask(head: Partial<HttpHead> | string = "/", body: string | Text = ""): Heard {
    const begun = this.begin(head, body);
    while (begun.heard === null && this.simulation.step());
    return begun.heard!;
  }

  /** What `x-cache` says of an answer. */
  cache(head: Partial<HttpHead> | string = "/"): string {
    return (this.ask(head).headers["x-cache"] ?? "").replace(" from cloudfront", "");
  }

  advance(duration: Duration = seconds(1)): void {
    this.simulation.run({ until: (this.simulation.now + duration) as Instant });
  }

  meter(metric: string, component = this.component): number {
    return this.simulation.metersOf(component)[metric]?.sum ?? 0;
  }

  /** How often an origin outside was asked. */
  asked(origin = "one"): number {
    const { RequestsReceived, RequestsFailed } = this.simulation.metersOf(
      `cloudfront.origin:${origin}.example`,
    );
    return (RequestsReceived?.sum ?? 0) + (RequestsFailed?.sum ?? 0);
  }
}
