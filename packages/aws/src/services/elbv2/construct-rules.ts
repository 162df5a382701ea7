import type { PlainObject } from "../../service/refusal.ts";

/** A target group, as actions name it. */
interface NamedGroup {
  readonly targetGroupArn: string;
}

/** What becomes of a request. */
export class ListenerAction {
  /** As CreateListener and CreateRule take it. */
  readonly params: PlainObject;

  private constructor(params: PlainObject) {
    this.params = params;
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
