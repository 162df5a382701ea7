import type { Plain } from "@orrery/kernel";
import { idOf } from "../../../gateway/api-id.ts";
import { listOf, objectOf } from "../../../request/params.ts";
import type { MadeType, PropertyMeaning, Reading } from "../../../service/template-type.ts";
import { aliasOf, restTypes } from "../apigatewayv2-to-apigateway.ts";
import { removedBy } from "../../../service/update-operations.ts";
import { mappingDeployment, routingRuleDeployment } from "../deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const ignored = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  read,
});

const ofDomain: PropertyMeaning = {
  ...modeled("Names the domain.", "text"),
  names: { by: "reference", of: ["AWS::ApiGatewayV2::DomainName", restTypes.domain] },
};
const notHere = "Its domain or its API is not in this template: nothing is made of it.";

const configurationOf = (said: Plain | undefined) => objectOf(listOf(said)[0]);

/** A custom domain in templates. */
export const domainType: MadeType = {
  type: "AWS::ApiGatewayV2::DomainName",
  nameProperty: "DomainName",
  isEntry: true,
  returns: ({ name, region, property }) => {
    const said = configurationOf(property("DomainNameConfigurations"));
    const alias = aliasOf({ name, isEdge: said["EndpointType"] === "EDGE" }, region);
    return { RegionalDomainName: alias.name, RegionalHostedZoneId: alias.zone };
  },
  properties: {
    DomainName: modeled("Names the domain.", "text"),
    DomainNameConfigurations: modeled("Says its endpoint and its certificate.", "plain"),
    MutualTlsAuthentication: modeled("Says that callers show certificates.", "plain"),
    RoutingMode: modeled("Says whether rules or base paths find APIs.", "text"),
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make({ DomainNameConfigurations, RoutingMode, MutualTlsAuthentication }, { name }) {
    const { TruststoreUri } = objectOf(MutualTlsAuthentication);
    const { CertificateArn, EndpointType, SecurityPolicy } =
      configurationOf(DomainNameConfigurations);
    const configuration = {
      ...(CertificateArn === undefined ? {} : { CertificateArn }),
      ...(EndpointType === undefined ? {} : { EndpointType }),
      ...(SecurityPolicy === undefined ? {} : { SecurityPolicy }),
    };
    const params = {
      DomainName: name,
      DomainNameConfigurations: [configuration],
      ...(RoutingMode === undefined ? {} : { RoutingMode }),
      ...(TruststoreUri === undefined ? {} : { MutualTlsAuthentication: { TruststoreUri } }),
    };
    return [{ operation: "CreateDomainName", params }];
  },
  meaning: () => "A custom domain, simulated.",
  deployment: removedBy("DeleteDomainName", "DomainName"),
};

/** An API at a base path of a domain in templates. */
export const mappingType: MadeType = {
  type: "AWS::ApiGatewayV2::ApiMapping",
  after: ["AWS::ApiGatewayV2::Stage", restTypes.stage],
  properties: {
    ApiId: {
      ...modeled("Names the API.", "text"),
      names: { by: "reference", of: ["AWS::ApiGatewayV2::Api", restTypes.api] },
    },
    ApiMappingKey: modeled("Says which paths are for the API.", "text"),
    DomainName: ofDomain,
    Stage: modeled("Names its stage.", "text"),
  },
  make({ ApiMappingKey, Stage }, { named }) {
    const domain = named["DomainName"]?.resource;
    const api = named["ApiId"]?.resource;
    if (domain === undefined || domain === null || api === undefined || api === null) {
      return notHere;
    }
    const params = {
      DomainName: domain.name,
      ApiId: idOf(api.name),
      ...(ApiMappingKey === undefined ? {} : { ApiMappingKey }),
      ...(Stage === undefined ? {} : { Stage }),
    };
    return [{ operation: "CreateApiMapping", params }];
  },
  meaning: () => "An API at a base path of a domain, simulated.",
  deployment: mappingDeployment,
};

/** A rule of a domain in templates. */
export const routingRuleType: MadeType = {
  type: "AWS::ApiGatewayV2::RoutingRule",
  after: ["AWS::ApiGatewayV2::Stage", restTypes.stage],
  properties: {
    Actions: modeled("Say which API gets a request.", "plain"),
    Conditions: modeled("Say for which requests it holds.", "plain"),
    DomainNameArn: modeled("Names the domain.", "text"),
    Priority: modeled("Says which rule goes first.", "wholeNumber"),
  },
  make({ Actions, Conditions, Priority, DomainNameArn }) {
    const [, DomainName] = /\/domainnames\/([^/+]+)/.exec(`${DomainNameArn as string}`) ?? [];
    if (DomainName === undefined) return "The ARN of its domain is not known.";
    const params = {
      DomainName,
      Priority: Priority ?? 1,
      Conditions: Conditions ?? [],
      Actions: Actions ?? [],
    };
    return [{ operation: "CreateRoutingRule", params }];
  },
  meaning: () => "A rule of a domain, simulated.",
  deployment: routingRuleDeployment,
};
