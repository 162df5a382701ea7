import { expectGiven, expectMap, expectText, ofResource } from "../expectations.ts";
import { getAtt, ref } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  mapOf,
  memberOf,
  pick,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { hashedId } from "../logical-id.ts";
import { resourceProblem } from "../problems.ts";
import { represented } from "../python-text.ts";
import { generated, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";

const endpoints = ["EDGE", "REGIONAL", "PRIVATE"];
export const trustStoreMembers = ["TruststoreUri", "TruststoreVersion"];

/** The custom domain of a REST API, with its base paths and DNS records. */
export function restDomain(sam: SamResource, stage: Stage): Generated[] {
  const { id, properties, inherited } = sam;
  const given = memberOf(properties, "Domain");
  if (given === undefined || given === null) return [];
  const domain = expectMap(given, "Domain", ofResource(id));
  const name = expectGiven(memberOf(domain, "DomainName"), "Domain.DomainName", ofResource(id));
  const certificate = expectGiven(
    memberOf(domain, "CertificateArn"),
    "Domain.CertificateArn",
    ofResource(id),
  );
  const endpoint = memberOf(domain, "EndpointConfiguration") ?? "REGIONAL";
  if (!isText(endpoint) || !endpoints.includes(endpoint)) {
    throw resourceProblem(
      id,
      `EndpointConfiguration for Custom Domains must be one of ${represented(endpoints)}.`,
    );
  }
  const isPrivate = endpoint === "PRIVATE";
  const domainId = hashedId(isPrivate ? "ApiGatewayDomainNameV2" : "ApiGatewayDomainName", name);
  const ip = memberOf(domain, "IpAddressType");
  const made = generated(
    domainId,
    isPrivate ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName",
    {
      DomainName: name,
      [endpoint === "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn"]: certificate,
      EndpointConfiguration: mapOf({ Types: [endpoint], IpAddressType: ip }),
      MutualTlsAuthentication: isPrivate ? undefined : trustStoreOf(id, domain),
      SecurityPolicy: optional(domain, "SecurityPolicy"),
      EndpointAccessMode: optional(domain, "EndpointAccessMode"),
      OwnershipVerificationCertificateArn: isPrivate
        ? undefined
        : optional(domain, "OwnershipVerificationCertificateArn"),
      Policy: isPrivate ? optional(domain, "Policy") : undefined,
    },
    { attributes: inherited, from: domain },
  );
  const site = { domain, domainId, endpoint, sam, stage };
  return [made, ...basePaths(site), ...recordsOf(site), ...accessAssociation(site)];
}

interface Site {
  readonly domain: JsonMap;
  readonly domainId: string;
  readonly endpoint: string;
  readonly sam: SamResource;
  readonly stage: Stage;
}

const optional = (map: JsonMap, name: string): Maybe => {
  const value = memberOf(map, name);
  return isGiven(value) ? value : undefined;
};

function trustStoreOf(id: string, domain: JsonMap): Maybe {
  const given = memberOf(domain, "MutualTlsAuthentication");
  if (!isGiven(given)) return undefined;
  const store = expectMap(given, "Domain.MutualTlsAuthentication", ofResource(id));
  if (!Object.keys(store).every((key) => trustStoreMembers.includes(key))) {
    throw resourceProblem(
      id,
      `Available Domain.MutualTlsAuthentication fields are ${represented(trustStoreMembers)}.`,
    );
  }
  return pick(store, (key) => isGiven(store[key]));
}

function basePaths({ domain, domainId, endpoint, sam }: Site): Generated[] {
  const { id, inherited } = sam;
  const given = memberOf(domain, "BasePath");
  const mapping = (mappingId: string, path: Maybe) =>
    generated(
      mappingId,
      endpoint === "PRIVATE"
        ? "AWS::ApiGateway::BasePathMappingV2"
        : "AWS::ApiGateway::BasePathMapping",
      {
        [endpoint === "PRIVATE" ? "DomainNameArn" : "DomainName"]: ref(domainId),
        RestApiId: ref(id),
        Stage: ref(`${id}.Stage`),
        BasePath: path,
      },
      { attributes: inherited },
    );
  if (!isGiven(given) || !(isText(given) || isList(given))) {
    return [mapping(`${id}BasePathMapping`, undefined)];
  }
  const isNormalized = memberOf(domain, "NormalizeBasePath") ?? true;
  return (isList(given) ? given : [given]).map((each, index) => {
    const path = expectText(each, `Domain.BasePath[${index}]`, ofResource(id));
    const letters = path.replace(/[^\p{L}\p{N}]/gu, "");
    return mapping(`${id}${letters}BasePathMapping`, isGiven(isNormalized) ? letters : path);
  });
}

function recordsOf({ domain, domainId, endpoint, sam, stage }: Site): Generated[] {
  const { id, inherited } = sam;
  const given = memberOf(domain, "Route53");
  if (given === undefined || given === null) return [];
  const route = expectMap(given, "Domain.Route53", ofResource(id));
  const zone = hostedZone(id, route);
  const sets = recordSets(domain, route, aliasTarget(route, domainId, endpoint));
  const separate = memberOf(route, "SeparateRecordSetGroup");
  if (isGiven(separate)) {
    if (typeof separate !== "boolean") {
      throw resourceProblem(
        id,
        "Property 'Domain.Route53.SeparateRecordSetGroup' should be a boolean.",
      );
    }
    const groupId = hashedId("RecordSetGroup", [zone, memberOf(domain, "DomainName") ?? null]);
    return [recordSetGroup(groupId, route, sets, inherited)];
  }
  return [sharedRecordSets(stage, hashedId("RecordSetGroup", zone), route, sets, inherited)];
}

/** The zone of DNS that a domain's records are in. @throws SamProblem without one */
export function hostedZone(id: string, route: JsonMap): Json {
  const zone = [memberOf(route, "HostedZoneId"), memberOf(route, "HostedZoneName")].find(isGiven);
  if (zone !== undefined) return zone;
  throw resourceProblem(
    id,
    "HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains.",
  );
}

/** The records of a domain: one for IPv6 too where asked for. */
export function recordSets(domain: JsonMap, route: JsonMap, target: JsonMap): Json[] {
  const record = (type: string) =>
    mapOf({
      Name: memberOf(domain, "DomainName"),
      Type: type,
      AliasTarget: target,
      Region: memberOf(route, "Region"),
      SetIdentifier: memberOf(route, "SetIdentifier"),
    });
  return memberOf(route, "IpV6") === true ? [record("A"), record("AAAA")] : [record("A")];
}

/** Records of all domains of a zone are in one resource. */
export function sharedRecordSets(
  stage: Stage,
  groupId: string,
  route: JsonMap,
  sets: Json[],
  inherited: JsonMap,
): Generated {
  const there = stage.recordSetGroups.get(groupId);
  if (there === undefined) {
    const group = recordSetGroup(groupId, route, sets, inherited);
    stage.recordSetGroups.set(groupId, group);
    return group;
  }
  const own = memberOf(there.properties, "RecordSets");
  there.properties.RecordSets = [...(isList(own) ? own : []), ...sets];
  return there;
}

const recordSetGroup = (groupId: string, route: JsonMap, sets: Json[], attributes: JsonMap) =>
  generated(
    groupId,
    "AWS::Route53::RecordSetGroup",
    {
      HostedZoneId: optional(route, "HostedZoneId"),
      HostedZoneName: optional(route, "HostedZoneName"),
      RecordSets: sets,
    },
    { attributes },
  );

function aliasTarget(route: JsonMap, domainId: string, endpoint: string): JsonMap {
  const health = memberOf(route, "EvaluateTargetHealth");
  if (endpoint === "REGIONAL") {
    return mapOf({
      EvaluateTargetHealth: health,
      HostedZoneId: getAtt(domainId, "RegionalHostedZoneId"),
      DNSName: getAtt(domainId, "RegionalDomainName"),
    });
  }
  if (endpoint === "PRIVATE") {
    return mapOf({
      EvaluateTargetHealth: health,
      HostedZoneId: memberOf(route, "VpcEndpointHostedZoneId"),
      DNSName: memberOf(route, "VpcEndpointDomainName"),
    });
  }
  return mapOf({
    EvaluateTargetHealth: health,
    HostedZoneId: "Z2FDTNDATAQYW2",
    DNSName:
      memberOf(route, "DistributionDomainName") ?? getAtt(domainId, "DistributionDomainName"),
  });
}

/** What lets a VPC endpoint reach a private domain. */
function accessAssociation({ domain, domainId, endpoint, sam }: Site): Generated[] {
  const given = memberOf(domain, "AccessAssociation");
  if (given === undefined || given === null || endpoint !== "PRIVATE") {
    if (isGiven(given) && !isMap(given)) {
      throw resourceProblem(sam.id, "Property 'Domain.AccessAssociation' should be a map.");
    }
    return [];
  }
  const association = expectMap(given, "Domain.AccessAssociation", ofResource(sam.id));
  const source = expectGiven(
    memberOf(association, "VpcEndpointId"),
    "Domain.AccessAssociation.VpcEndpointId",
    ofResource(sam.id),
  );
  return [
    generated(
      hashedId("DomainNameAccessAssociation", [source, domainId]),
      "AWS::ApiGateway::DomainNameAccessAssociation",
      {
        AccessAssociationSource: source,
        AccessAssociationSourceType: "VPCE",
        DomainNameArn: ref(domainId),
      },
      { attributes: sam.inherited },
    ),
  ];
}
