import { functionType, listsAttribute } from "./elbv2-to-lambda.ts";
import { listOf, numberOf, objectOf, textOf } from "../../request/params.ts";
import {
  templateTypes,
  type LeftOutType,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
  type TemplateResource,
} from "../../service/template-type.ts";
import {
  dnsNameOf,
  fullNameOf,
  listenerArnOf,
  loadBalancerArnOf,
  ruleArnOf,
  targetGroupArnOf,
} from "./arns.ts";
import facts from "./resource-types.json" with { type: "json" };
import {
  listenerDeployment,
  listenerRuleDeployment,
  loadBalancerDeployment,
  targetGroupDeployment,
} from "./deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const ignored = (meaning: string): PropertyMeaning => ({ verdict: "ignored", meaning });
const network = ignored("Networks are not modeled: it changes nothing.");
const tags = ignored("Tags change nothing.");
const homeOf = ({ arn, region, accountId }: TemplateResource) => ({
  partition: arn.split(":")[1] ?? "aws",
  region,
  accountId,
});
const attributes: Reading = { items: { members: { Key: "text", Value: "text" } } };

const loadBalancerType: MadeType = {
  type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
  nameProperty: "Name",
  naming: { maxLength: 32 },
  isEntry: true,
  returns({ name, region, urlSuffix, partition, accountId }) {
    const arn = loadBalancerArnOf(name, { partition, region, accountId });
    return {
      LoadBalancerArn: arn,
      LoadBalancerName: name,
      LoadBalancerFullName: fullNameOf(arn),
      DNSName: dnsNameOf(name, region, urlSuffix),
    };
  },
  properties: {
    Name: modeled("Names the load balancer.", "text"),
    Type: modeled("Says of which type it is: application alone is modeled.", "text"),
    Scheme: modeled("Is shown, and changes nothing.", "text"),
    LoadBalancerAttributes: modeled("Says how long targets are waited for.", attributes),
    IpAddressType: network,
    SecurityGroups: network,
    SubnetMappings: network,
    Subnets: network,
    EnableCapacityReservationProvisionStabilize: network,
    EnablePrefixForIpv6SourceNat: network,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: network,
    Ipv4IpamPoolId: network,
    MinimumLoadBalancerCapacity: ignored("It always has capacity."),
    Tags: tags,
  },
  make({ Type, Scheme, LoadBalancerAttributes }, self) {
    const { name } = self;
    const type = textOf(Type) ?? "application";
    if (type !== "application") return `A load balancer of the type ${type} is not simulated.`;
    const create: TemplateOperation = {
      operation: "CreateLoadBalancer",
      params: { Name: name, ...(Scheme === undefined ? {} : { Scheme }) },
    };
    const known = listOf(LoadBalancerAttributes).map(objectOf);
    const idle = known.filter(({ Key }) => Key === "idle_timeout.timeout_seconds");
    if (idle.length === 0) return [create];
    const LoadBalancerArn = loadBalancerArnOf(name, homeOf(self));
    return [
      create,
      { operation: "ModifyLoadBalancerAttributes", params: { LoadBalancerArn, Attributes: idle } },
    ];
  },
  meaning: () => "An Application Load Balancer, simulated.",
  deployment: loadBalancerDeployment,
};

const targetGroupType: MadeType = {
  type: "AWS::ElasticLoadBalancingV2::TargetGroup",
  nameProperty: "Name",
  naming: { maxLength: 32 },
  returns({ name, partition, region, accountId }) {
    const arn = targetGroupArnOf(name, { partition, region, accountId });
    return { TargetGroupArn: arn, TargetGroupName: name, TargetGroupFullName: fullNameOf(arn) };
  },
  properties: {
    Name: modeled("Names the target group.", "text"),
    TargetType: modeled("Says what its targets are.", "text"),
    Targets: modeled("Says what its targets are.", {
      items: { members: { Id: "text", Port: "wholeNumber" } },
    }),
    TargetGroupAttributes: modeled("Says whether events have lists of headers.", attributes),
    Port: modeled("Is shown, and changes nothing.", "wholeNumber"),
    Protocol: modeled("Says what targets speak: HTTP and HTTPS alone are modeled.", "text"),
    ProtocolVersion: modeled("Says whether targets speak gRPC.", "text"),
    HealthCheckEnabled: modeled("Says whether a function is asked how it is.", "truth"),
    HealthCheckIntervalSeconds: modeled("Says how often.", "wholeNumber"),
    HealthCheckPath: modeled("Says for what it is asked.", "text"),
    HealthCheckTimeoutSeconds: modeled("Says how long is waited for it.", "wholeNumber"),
    HealthyThresholdCount: modeled("Says after how many answers it is healthy.", "wholeNumber"),
    UnhealthyThresholdCount: modeled("Says after how many it is not.", "wholeNumber"),
    Matcher: modeled("Says which statuses are healthy.", { members: { HttpCode: "text" } }),
    HealthCheckPort: network,
    HealthCheckProtocol: network,
    IpAddressType: network,
    TargetControlPort: network,
    VpcId: network,
    Tags: tags,
  },
  make(values, self) {
    const { name } = self;
    const { TargetType, Protocol, Port, Targets, TargetGroupAttributes } = values;
    const type = textOf(TargetType) ?? "instance";
    const protocol = textOf(Protocol) ?? "HTTP";
    if (!["HTTP", "HTTPS"].includes(protocol)) {
      return `A target group of the protocol ${protocol} is not simulated.`;
    }
    const checks = [
      "HealthCheckEnabled",
      "HealthCheckIntervalSeconds",
      "HealthCheckPath",
      "HealthCheckTimeoutSeconds",
      "HealthyThresholdCount",
      "UnhealthyThresholdCount",
      "Matcher",
    ].flatMap((each) => (values[each] === undefined ? [] : [[each, values[each]] as const]));
    const TargetGroupArn = targetGroupArnOf(name, homeOf(self));
    const create: TemplateOperation = {
      operation: "CreateTargetGroup",
      params: {
        Name: name,
        TargetType: type,
        ...(type === functionType ? {} : { Protocol: protocol, Port: numberOf(Port) ?? 80 }),
        ...Object.fromEntries(checks),
      },
    };
    const lists = listOf(TargetGroupAttributes)
      .map(objectOf)
      .filter(({ Key }) => type === functionType && Key === listsAttribute);
    return [
      create,
      ...(lists.length === 0
        ? []
        : [
            {
              operation: "ModifyTargetGroupAttributes",
              params: { TargetGroupArn, Attributes: lists },
            },
          ]),
      ...(listOf(Targets).length === 0
        ? []
        : [{ operation: "RegisterTargets", params: { TargetGroupArn, Targets: listOf(Targets) } }]),
    ];
  },
  meaning: ({ TargetType }) =>
    textOf(TargetType) === functionType
      ? "A target group with a function, simulated."
      : "A target group whose targets answer as the scenario says, simulated.",
  deployment: targetGroupDeployment,
};

const targetGroups: Reading = {
  items: { members: { TargetGroupArn: "text", Weight: "wholeNumber" } },
};
const session: Readonly<Record<string, Reading>> = {
  AuthenticationRequestExtraParams: "textMap",
  OnUnauthenticatedRequest: "text",
  Scope: "text",
  SessionCookieName: "text",
  SessionTimeout: "wholeNumber",
};
/** How callers say who they are. */
const authentications: Readonly<Record<string, Reading>> = {
  AuthenticateOidcConfig: {
    members: {
      ...session,
      AuthorizationEndpoint: "text",
      ClientId: "text",
      ClientSecret: "text",
      Issuer: "text",
      TokenEndpoint: "text",
      UseExistingClientSecret: "truth",
      UserInfoEndpoint: "text",
    },
  },
  AuthenticateCognitoConfig: {
    members: { ...session, UserPoolArn: "text", UserPoolClientId: "text", UserPoolDomain: "text" },
  },
  JwtValidationConfig: {
    members: {
      Issuer: "text",
      JwksEndpoint: "text",
      AdditionalClaims: {
        items: { members: { Format: "text", Name: "text", Values: "textList" } },
      },
    },
  },
};
const actions: Reading = {
  items: {
    members: {
      ...authentications,
      Type: "text",
      Order: "wholeNumber",
      TargetGroupArn: "text",
      ForwardConfig: { members: { TargetGroups: targetGroups } },
      FixedResponseConfig: {
        members: { StatusCode: "text", ContentType: "text", MessageBody: "text" },
      },
      RedirectConfig: {
        members: {
          StatusCode: "text",
          Protocol: "text",
          Host: "text",
          Port: "text",
          Path: "text",
          Query: "text",
        },
      },
    },
  },
};

const listenerType: MadeType = {
  type: "AWS::ElasticLoadBalancingV2::Listener",
  returns({ property }) {
    const of = property("LoadBalancerArn") ?? "";
    return { ListenerArn: listenerArnOf(of, Number(property("Port") ?? "80")) };
  },
  properties: {
    LoadBalancerArn: {
      verdict: "modeled",
      meaning: "Names the load balancer.",
      read: "text",
      names: { by: "reference", of: ["AWS::ElasticLoadBalancingV2::LoadBalancer"] },
    },
    DefaultActions: modeled("Says what becomes of requests that no rule is for.", actions),
    Port: modeled("Says at which port it listens.", "wholeNumber"),
    Protocol: modeled("Says what it speaks: HTTP and HTTPS alone are modeled.", "text"),
    Certificates: modeled("Must be there for HTTPS.", {
      items: { members: { CertificateArn: "text" } },
    }),
    AlpnPolicy: network,
    ListenerAttributes: ignored("Headers that it adds or leaves out are not modeled."),
    MutualAuthentication: ignored("Certificates of clients are not looked at."),
    SslPolicy: ignored("Versions of TLS change nothing."),
    Tags: tags,
  },
  make({ LoadBalancerArn, Port, Protocol, DefaultActions, Certificates }) {
    const protocol = textOf(Protocol) ?? "HTTP";
    if (!["HTTP", "HTTPS"].includes(protocol)) {
      return `A listener of the protocol ${protocol} is not simulated.`;
    }
    return [
      {
        operation: "CreateListener",
        params: {
          LoadBalancerArn: LoadBalancerArn ?? "",
          Port: numberOf(Port) ?? (protocol === "HTTPS" ? 443 : 80),
          Protocol: protocol,
          DefaultActions: listOf(DefaultActions),
          ...(listOf(Certificates).length === 0 ? {} : { Certificates: listOf(Certificates) }),
        },
      },
    ];
  },
  meaning: ({ Port }) => `A listener at port ${JSON.stringify(Port ?? 80)}, simulated.`,
  deployment: listenerDeployment,
};

const values: Reading = { members: { Values: "textList" } };
const conditions: Reading = {
  items: {
    members: {
      Field: "text",
      Values: "textList",
      PathPatternConfig: values,
      HostHeaderConfig: values,
      HttpRequestMethodConfig: values,
      SourceIpConfig: values,
      HttpHeaderConfig: { members: { HttpHeaderName: "text", Values: "textList" } },
      QueryStringConfig: {
        members: { Values: { items: { members: { Key: "text", Value: "text" } } } },
      },
    },
  },
};

const listenerRuleType: MadeType = {
  type: "AWS::ElasticLoadBalancingV2::ListenerRule",
  returns: ({ property }) => ({
    RuleArn: ruleArnOf(property("ListenerArn") ?? "", property("Priority") ?? ""),
  }),
  properties: {
    ListenerArn: modeled("Names the listener.", "text"),
    Priority: modeled("Says when it is looked at.", "wholeNumber"),
    Conditions: modeled("Says which requests it is for.", conditions),
    Actions: modeled("Says what becomes of them.", actions),
    Transforms: ignored("Paths and hosts are not rewritten."),
    Tags: tags,
  },
  make: ({ ListenerArn, Priority, Conditions, Actions }) => [
    {
      operation: "CreateRule",
      params: {
        ListenerArn: ListenerArn ?? "",
        Priority: numberOf(Priority) ?? 1,
        Conditions: listOf(Conditions),
        Actions: listOf(Actions),
      },
    },
  ],
  meaning: ({ Priority }) => `A rule of priority ${JSON.stringify(Priority ?? 1)}, simulated.`,
  deployment: listenerRuleDeployment,
};

const leftOut = ({
  type,
  meaning,
}: {
  readonly type: string;
  readonly meaning: string;
}): LeftOutType => ({
  type,
  leftOut: { verdict: "ignored", meaning, charge: null },
});

/** What templates may have of Elastic Load Balancing. */
export const elbv2TemplateTypes = templateTypes(facts, [
  loadBalancerType,
  targetGroupType,
  listenerType,
  listenerRuleType,
  leftOut({
    type: "AWS::ElasticLoadBalancingV2::ListenerCertificate",
    meaning: "Certificates change nothing.",
  }),
  leftOut({
    type: "AWS::ElasticLoadBalancingV2::TrustStore",
    meaning: "Certificates of clients are not looked at.",
  }),
  leftOut({
    type: "AWS::ElasticLoadBalancingV2::TrustStoreRevocation",
    meaning: "Certificates of clients are not looked at.",
  }),
]);
