import { idOf } from "../../../gateway/api-id.ts";
import { objectOf, textOf, textsOf } from "../../../request/params.ts";
import type { MadeType, PropertyMeaning, Reading } from "../../../service/template-type.ts";
import { aliasOf } from "./domain-record.ts";
import type { Deployment } from "../../../service/deployment.ts";
import { removedBy } from "../../../service/update-operations.ts";

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

/** A custom domain in templates. */
export const domainType: MadeType = {
  type: "AWS::ApiGateway::DomainName",
  nameProperty: "DomainName",
  isEntry: true,
  returns: ({ name, region, property }) => {
    const types = textsOf(objectOf(property("EndpointConfiguration"))["Types"]);
    const isEdge = types.length === 0 || types.includes("EDGE");
    const alias = aliasOf({ name, isEdge }, region);
    return isEdge
      ? { DistributionDomainName: alias.name, DistributionHostedZoneId: alias.zone }
      : { RegionalDomainName: alias.name, RegionalHostedZoneId: alias.zone };
  },
  properties: {
    DomainName: modeled("Names the domain.", "text"),
    CertificateArn: modeled("Says which certificate it has, which is in us-east-1.", "text"),
    RegionalCertificateArn: modeled("Says which certificate it has, in its Region.", "text"),
    EndpointConfiguration: modeled("Says of which kind its endpoint is.", "plain"),
    EndpointAccessMode: ignored("It changes nothing here.", "text"),
    MutualTlsAuthentication: modeled("Says that callers show certificates.", "plain"),
    OwnershipVerificationCertificateArn: ignored("Domains are whose they are.", "text"),
    RoutingMode: modeled("Says whether rules or base paths find APIs.", "text"),
    SecurityPolicy: modeled("Says which versions of TLS it takes.", "text"),
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make(values, { name }) {
    const { CertificateArn, RegionalCertificateArn, EndpointConfiguration } = values;
    const { RoutingMode, SecurityPolicy } = values;
    const { Types, IpAddressType } = objectOf(EndpointConfiguration);
    const { TruststoreUri } = objectOf(values["MutualTlsAuthentication"]);
    const params = {
      domainName: name,
      ...(CertificateArn === undefined ? {} : { certificateArn: CertificateArn }),
      ...(RegionalCertificateArn === undefined
        ? {}
        : { regionalCertificateArn: RegionalCertificateArn }),
      ...(Types === undefined
        ? {}
        : {
            endpointConfiguration: {
              types: Types,
              ...(IpAddressType === undefined ? {} : { ipAddressType: IpAddressType }),
            },
          }),
      ...(RoutingMode === undefined ? {} : { routingMode: RoutingMode }),
      ...(SecurityPolicy === undefined ? {} : { securityPolicy: SecurityPolicy }),
      ...(TruststoreUri === undefined
        ? {}
        : { mutualTlsAuthentication: { truststoreUri: TruststoreUri } }),
    };
    return [{ operation: "CreateDomainName", params }];
  },
  meaning: () => "A custom domain, simulated.",
  deployment: removedBy("DeleteDomainName", "domainName"),
};

/** A mapping without a path goes by another name. */
const basePathDeployment: Deployment = {
  remove: ({ operations }) =>
    operations.map(({ params }) => ({
      operation: "DeleteBasePathMapping",
      params: { domainName: params["domainName"]!, basePath: params["basePath"] ?? "(none)" },
    })),
};

/** An API at a base path of a domain in templates. */
export const basePathType: MadeType = {
  type: "AWS::ApiGateway::BasePathMapping",
  after: ["AWS::ApiGateway::Stage"],
  properties: {
    Id: ignored("It follows from the others.", "text"),
    BasePath: modeled("Says which paths are for the API.", "text"),
    DomainName: {
      ...modeled("Names the domain.", "text"),
      names: { by: "reference", of: ["AWS::ApiGateway::DomainName"] },
    },
    RestApiId: {
      ...modeled("Names the API.", "text"),
      names: { by: "reference", of: ["AWS::ApiGateway::RestApi"] },
    },
    Stage: modeled("Names its stage.", "text"),
  },
  make({ BasePath, Stage }, { named }) {
    const domain = named["DomainName"]?.resource;
    const api = named["RestApiId"]?.resource;
    if (domain === undefined || domain === null || api === undefined || api === null) {
      return "Its domain or its API is not in this template: nothing is made of it.";
    }
    const params = {
      domainName: domain.name,
      restApiId: idOf(api.name),
      ...(textOf(BasePath) === undefined ? {} : { basePath: textOf(BasePath)! }),
      ...(textOf(Stage) === undefined ? {} : { stage: textOf(Stage)! }),
    };
    return [{ operation: "CreateBasePathMapping", params }];
  },
  meaning: () => "An API at a base path of a domain, simulated.",
  deployment: basePathDeployment,
};
