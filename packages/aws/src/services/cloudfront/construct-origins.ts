import { durationOf, type DurationSaid } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";
import { wholeSeconds } from "../../service/whole-seconds.ts";

// What the namespace `origins` holds, with the names of the CDK's `aws-cdk-lib/aws-cloudfront-origins`.

/** How an origin is asked. */
export interface OriginProps {
  /** Such as `/v1`. */
  readonly originPath?: string;
  /** 1 to 3. @defaultValue 3 */
  readonly connectionAttempts?: number;
  /** 1 s to 10 s. @defaultValue 10s */
  readonly connectionTimeout?: DurationSaid;
  /** 1 s to 120 s. @defaultValue 30s */
  readonly readTimeout?: DurationSaid;
  /** @defaultValue as long as it takes */
  readonly responseCompletionTimeout?: DurationSaid;
  readonly customHeaders?: Readonly<Record<string, string>>;
  /** The Region of the cache that all others ask. */
  readonly originShieldRegion?: string;
}

/** Where a behavior has what it serves. */
export interface IOrigin {
  /** As an item of the distribution's origins, of this id; a group has several. */
  origins(id: string): readonly PlainObject[];
  /** As a group of these, of this id; `null`: it is one alone. */
  group(id: string): PlainObject | null;
}

const seconds = (path: string, said: DurationSaid): number => {
  durationOf(path, said);
  return wholeSeconds(path, said);
};

/** An origin by its name in DNS. */
export class HttpOrigin implements IOrigin {
  private readonly domainName: string;
  private readonly props: OriginProps;
  /** What is said of its kind. */
  protected readonly kind: "custom" | "bucket" = "custom";

  constructor(domainName: string, props: OriginProps = {}) {
    this.domainName = domainName;
    this.props = props;
  }

  origins(id: string): readonly PlainObject[] {
    const { originPath, connectionAttempts, connectionTimeout, customHeaders = {} } = this.props;
    const { readTimeout, responseCompletionTimeout, originShieldRegion } = this.props;
    const headers = Object.entries(customHeaders).map(([HeaderName, HeaderValue]) => ({
      HeaderName,
      HeaderValue,
    }));
    const read =
      readTimeout === undefined
        ? {}
        : { OriginReadTimeout: seconds(`${id} readTimeout`, readTimeout) };
    return [
      {
        Id: id,
        DomainName: this.domainName,
        ...(originPath === undefined ? {} : { OriginPath: originPath }),
        ...(connectionAttempts === undefined ? {} : { ConnectionAttempts: connectionAttempts }),
        ...(connectionTimeout === undefined
          ? {}
          : { ConnectionTimeout: seconds(`${id} connectionTimeout`, connectionTimeout) }),
        ...(responseCompletionTimeout === undefined
          ? {}
          : {
              ResponseCompletionTimeout: seconds(
                `${id} responseCompletionTimeout`,
                responseCompletionTimeout,
              ),
            }),
        ...(headers.length === 0
          ? {}
          : { CustomHeaders: { Quantity: headers.length, Items: headers } }),
        ...(originShieldRegion === undefined
          ? {}
          : { OriginShield: { Enabled: true, OriginShieldRegion: originShieldRegion } }),
        ...(this.kind === "bucket"
          ? { S3OriginConfig: { OriginAccessIdentity: "" } }
          : {
              CustomOriginConfig: {
                HTTPPort: 80,
                HTTPSPort: 443,
                OriginProtocolPolicy: "https-only",
                ...read,
              },
            }),
      },
    ];
  }

  group(_id: string): PlainObject | null {
    return null;
  }
}

/** A bucket. */
export class S3BucketOrigin extends HttpOrigin {
  protected override readonly kind = "bucket";

  /** A bucket that lets nobody else read it. */
  static withOriginAccessControl(
    bucket: { readonly bucketName: string },
    props: OriginProps = {},
  ): S3BucketOrigin {
    return new S3BucketOrigin(`${bucket.bucketName}.s3.amazonaws.com`, props);
  }
}

/** An Application Load Balancer. */
export class LoadBalancerV2Origin extends HttpOrigin {
  constructor(loadBalancer: { readonly loadBalancerDnsName: string }, props: OriginProps = {}) {
    super(loadBalancer.loadBalancerDnsName, props);
  }
}

/** A URL of a function. */
export class FunctionUrlOrigin extends HttpOrigin {
  constructor(url: { readonly url: string }, props: OriginProps = {}) {
    super(url.url.replace(/^https:\/\/|\/$/g, ""), props);
  }
}

/** Two origins, of which the second is asked where the first fails. */
export class OriginGroup implements IOrigin {
  private readonly props: OriginGroupProps;

  constructor(props: OriginGroupProps) {
    this.props = props;
  }

  origins(id: string): readonly PlainObject[] {
    const { primaryOrigin, fallbackOrigin } = this.props;
    return [...primaryOrigin.origins(`${id}Primary`), ...fallbackOrigin.origins(`${id}Fallback`)];
  }

  group(id: string): PlainObject {
    const { fallbackStatusCodes = [500, 502, 503, 504] } = this.props;
    const members = [`${id}Primary`, `${id}Fallback`].map((OriginId) => ({ OriginId }));
    return {
      Id: id,
      FailoverCriteria: {
        StatusCodes: { Quantity: fallbackStatusCodes.length, Items: [...fallbackStatusCodes] },
      },
      Members: { Quantity: 2, Items: members },
    };
  }
}

/** Which two they are. */
export interface OriginGroupProps {
  readonly primaryOrigin: HttpOrigin;
  readonly fallbackOrigin: HttpOrigin;
  /** @defaultValue 500, 502, 503 and 504 */
  readonly fallbackStatusCodes?: readonly number[];
}
