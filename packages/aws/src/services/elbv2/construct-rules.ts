import type { DurationSaid } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";
import { wholeSeconds } from "../../service/whole-seconds.ts";

/** A target group, as actions name it. */
interface NamedGroup {
  readonly targetGroupArn: string;
}

/** One of {@link UnauthenticatedAction}, or its text. */
export type UnauthenticatedAction =
  (typeof UnauthenticatedAction)[keyof typeof UnauthenticatedAction];
/** What becomes of a request that has no session. */
export const UnauthenticatedAction = {
  DENY: "deny",
  ALLOW: "allow",
  AUTHENTICATE: "authenticate",
} as const;

/** How users sign in. */
export interface AuthenticateOidcOptions {
  readonly authorizationEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly userInfoEndpoint: string;
  /** What becomes of requests with a session. */
  readonly next: ListenerAction;
  readonly authenticationRequestExtraParams?: Readonly<Record<string, string>>;
  /** @defaultValue authenticate */
  readonly onUnauthenticatedRequest?: UnauthenticatedAction;
  /** @defaultValue openid */
  readonly scope?: string;
  /** @defaultValue AWSELBAuthSessionCookie */
  readonly sessionCookieName?: string;
  /** @defaultValue 7 days */
  readonly sessionTimeout?: DurationSaid;
}

/** What becomes of a request. */
export class ListenerAction {
  /** As CreateListener and CreateRule take it, and what comes before it. */
  readonly params: readonly PlainObject[];

  private constructor(params: PlainObject, before: readonly PlainObject[] = []) {
    this.params = [...before, params];
  }

  /** Has users sign in at a provider, and goes on with `next`. */
  static authenticateOidc(options: AuthenticateOidcOptions): ListenerAction {
    const { next, sessionTimeout, ...said } = options;
    const AuthenticateOidcConfig: PlainObject = {
      AuthorizationEndpoint: said.authorizationEndpoint,
      ClientId: said.clientId,
      ClientSecret: said.clientSecret,
      Issuer: said.issuer,
      TokenEndpoint: said.tokenEndpoint,
      UserInfoEndpoint: said.userInfoEndpoint,
      ...(said.authenticationRequestExtraParams === undefined
        ? {}
        : { AuthenticationRequestExtraParams: said.authenticationRequestExtraParams }),
      ...(said.onUnauthenticatedRequest === undefined
        ? {}
        : { OnUnauthenticatedRequest: said.onUnauthenticatedRequest }),
      ...(said.scope === undefined ? {} : { Scope: said.scope }),
      ...(said.sessionCookieName === undefined
        ? {}
        : { SessionCookieName: said.sessionCookieName }),
      ...(sessionTimeout === undefined
        ? {}
        : { SessionTimeout: wholeSeconds("authenticateOidc sessionTimeout", sessionTimeout) }),
    };
    return next.behind({ Type: "authenticate-oidc", AuthenticateOidcConfig });
  }

  /** Validates a bearer token, and goes on with `next`. */
  static authenticateJwt(options: {
    readonly issuer: string;
    readonly jwksEndpoint: string;
    readonly next: ListenerAction;
  }): ListenerAction {
    const { issuer, jwksEndpoint, next } = options;
    const JwtValidationConfig = { Issuer: issuer, JwksEndpoint: jwksEndpoint };
    return next.behind({ Type: "jwt-validation", JwtValidationConfig });
  }

  private behind(first: PlainObject): ListenerAction {
    const last = this.params.at(-1)!; // Each has one.
    return new ListenerAction(last, [first, ...this.params.slice(0, -1)]);
  }

  /** Goes to target groups, to each as often as to the others. */
  static forward(targetGroups: readonly NamedGroup[]): ListenerAction {
    return ListenerAction.weightedForward(
      targetGroups.map((targetGroup) => ({ targetGroup, weight: 1 })),
    );
  }

  /** Goes to target groups by their weights, 0 to 999. */
  static weightedForward(
    targetGroups: readonly { readonly targetGroup: NamedGroup; readonly weight?: number }[],
  ): ListenerAction {
    return new ListenerAction({
      Type: "forward",
      ForwardConfig: {
        TargetGroups: targetGroups.map(({ targetGroup, weight = 1 }) => ({
          TargetGroupArn: targetGroup.targetGroupArn,
          Weight: weight,
        })),
      },
    });
  }

  /** Is answered so. */
  static fixedResponse(
    statusCode: number,
    options: { readonly contentType?: string; readonly messageBody?: string } = {},
  ): ListenerAction {
    const { contentType, messageBody } = options;
    return new ListenerAction({
      Type: "fixed-response",
      FixedResponseConfig: {
        StatusCode: `${statusCode}`,
        ...(contentType === undefined ? {} : { ContentType: contentType }),
        ...(messageBody === undefined ? {} : { MessageBody: messageBody }),
      },
    });
  }

  /** Is sent elsewhere. */
  static redirect(options: {
    readonly protocol?: string;
    readonly host?: string;
    readonly port?: string;
    readonly path?: string;
    readonly query?: string;
    /** Whether clients may keep that in mind. @defaultValue false */
    readonly permanent?: boolean;
  }): ListenerAction {
    const { permanent = false, protocol, host, port, path, query } = options;
    return new ListenerAction({
      Type: "redirect",
      RedirectConfig: {
        StatusCode: permanent ? "HTTP_301" : "HTTP_302",
        ...(protocol === undefined ? {} : { Protocol: protocol }),
        ...(host === undefined ? {} : { Host: host }),
        ...(port === undefined ? {} : { Port: port }),
        ...(path === undefined ? {} : { Path: path }),
        ...(query === undefined ? {} : { Query: query }),
      },
    });
  }
}

/** A parameter that a request must have. */
export interface QueryStringCondition {
  /** @defaultValue any */
  readonly key?: string;
  readonly value: string;
}

/** What a request must be like. */
export class ListenerCondition {
  /** As CreateRule takes it. */
  readonly params: PlainObject;

  private constructor(params: PlainObject) {
    this.params = params;
  }

  static pathPatterns(values: readonly string[]): ListenerCondition {
    const PathPatternConfig = { Values: [...values] };
    return new ListenerCondition({ Field: "path-pattern", PathPatternConfig });
  }

  static hostHeaders(values: readonly string[]): ListenerCondition {
    const HostHeaderConfig = { Values: [...values] };
    return new ListenerCondition({ Field: "host-header", HostHeaderConfig });
  }

  static httpHeader(name: string, values: readonly string[]): ListenerCondition {
    const HttpHeaderConfig = { HttpHeaderName: name, Values: [...values] };
    return new ListenerCondition({ Field: "http-header", HttpHeaderConfig });
  }

  static httpRequestMethods(values: readonly string[]): ListenerCondition {
    const HttpRequestMethodConfig = { Values: [...values] };
    return new ListenerCondition({ Field: "http-request-method", HttpRequestMethodConfig });
  }

  static queryStrings(values: readonly QueryStringCondition[]): ListenerCondition {
    const QueryStringConfig = {
      Values: values.map(({ key, value }) => ({
        ...(key === undefined ? {} : { Key: key }),
        Value: value,
      })),
    };
    return new ListenerCondition({ Field: "query-string", QueryStringConfig });
  }

  static sourceIps(values: readonly string[]): ListenerCondition {
    const SourceIpConfig = { Values: [...values] };
    return new ListenerCondition({ Field: "source-ip", SourceIpConfig });
  }
}
