import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import {
  accountRecordOf,
  changeAccount,
  type PlatformApplication,
  type PlatformEndpoint,
} from "./account-record.ts";
import { pageOf } from "./page.ts";
import {
  againstArn,
  invalid,
  isRefused,
  notFound,
  nullMember,
  respond,
  snsArn,
  textMapOf,
  textOf,
  type Checked,
} from "./request-check.ts";

/** Operations on mobile push: apps, and the devices that have them. They are records. */
export const platformOperations: Operations = {
  CreatePlatformApplication: { begin: createPlatform },
  DeletePlatformApplication: { begin: deletePlatform },
  GetPlatformApplicationAttributes: { begin: getApplicationAttributes },
  SetPlatformApplicationAttributes: { begin: setApplicationAttributes },
  ListPlatformApplications: { begin: listPlatforms },
  CreatePlatformEndpoint: { begin: createEndpoint },
  DeleteEndpoint: { begin: deleteEndpoint },
  GetEndpointAttributes: { begin: getEndpointAttributes },
  SetEndpointAttributes: { begin: setEndpointAttributes },
  ListEndpointsByPlatformApplication: { begin: listEndpoints },
};

const platforms: readonly string[] = [
  "ADM",
  "APNS",
  "APNS_SANDBOX",
  "APNS_VOIP",
  "APNS_VOIP_SANDBOX",
  "MACOS",
  "MACOS_SANDBOX",
  "BAIDU",
  "FCM",
  "GCM",
  "MPNS",
  "WNS",
];

const applicationAttributes: ReadonlySet<string> = new Set([
  "PlatformCredential",
  "PlatformPrincipal",
  "EventEndpointCreated",
  "EventEndpointDeleted",
  "EventEndpointUpdated",
  "EventDeliveryFailure",
  "SuccessFeedbackRoleArn",
  "FailureFeedbackRoleArn",
  "SuccessFeedbackSampleRate",
  "ApplePlatformTeamID",
  "ApplePlatformBundleID",
  "Enabled",
]);

/** Platforms that need both a principal and a credential. */
const needBoth: readonly string[] = ["ADM", "BAIDU", "WNS"];

function createPlatform(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params, "Name") ?? "";
  const platform = textOf(params, "Platform") ?? "";
  const attributes = textMapOf(params, "Attributes");
  if (attributes === undefined) return nullMember("attributes");
  if (!platforms.includes(platform)) {
    return invalid(`Platform Reason: ${platform} is not supported`);
  }
  if (!/^[A-Za-z0-9_.-]{1,256}$/.test(name))
    return invalid("Name Reason: invalid application name");
  const wrong = Object.keys(attributes).find((key) => !applicationAttributes.has(key));
  if (wrong !== undefined) return invalid(`Attributes Reason: Invalid attribute name: ${wrong}`);
  if (needBoth.includes(platform)) {
    const { PlatformCredential: credential, PlatformPrincipal: principal } = attributes;
    if (principal === undefined && credential !== undefined) {
      return invalid(
        "Attributes Reason: PlatformCredential attribute provided without PlatformPrincipal",
      );
    }
    if (credential === undefined && principal !== undefined) {
      return invalid(
        "Attributes Reason: PlatformPrincipal attribute provided without PlatformCredential",
      );
    }
  }
  const arn = snsArn(`app/${platform}/${name}`, plane);
  const { applications } = accountRecordOf(plane);
  const existing = applications.find((each) => each.arn === arn);
  if (existing !== undefined) {
    const isSame = JSON.stringify(existing.attributes) === JSON.stringify(attributes);
    return isSame
      ? respond({ PlatformApplicationArn: arn })
      : invalid("Attributes Reason: An application already exists with different attributes");
  }
  const application: PlatformApplication = { arn, name, platform, attributes, endpoints: [] };
  changeAccount({ applications: [...applications, application] }, plane);
  return respond({ PlatformApplicationArn: arn });
}

function applicationOf(params: PlainObject, plane: ControlPlane): Checked<PlatformApplication> {
  const arn = textOf(params, "PlatformApplicationArn") ?? "";
  const wrong = againstArn(arn, "PlatformApplicationArn");
  if (wrong !== null) return wrong;
  const found = accountRecordOf(plane).applications.find((each) => each.arn === arn);
  return found ?? notFound("PlatformApplication");
}

function keep(changed: PlatformApplication, plane: ControlPlane): Step {
  const { applications } = accountRecordOf(plane);
  const after = applications.map((each) => (each.arn === changed.arn ? changed : each));
  changeAccount({ applications: after }, plane);
  return respond();
}

function deletePlatform(params: PlainObject, plane: ControlPlane): Step {
  const application = applicationOf(params, plane);
  // It is no error to delete one that is not there.
  if (isRefused(application)) return application.code === "NotFound" ? respond() : application;
  const { applications } = accountRecordOf(plane);
  changeAccount({ applications: applications.filter(({ arn }) => arn !== application.arn) }, plane);
  return respond();
}

function getApplicationAttributes(params: PlainObject, plane: ControlPlane): Step {
  const application = applicationOf(params, plane);
  return isRefused(application) ? application : respond({ Attributes: application.attributes });
}

function setApplicationAttributes(params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params, "PlatformApplicationArn") ?? "";
  const wrong = againstArn(arn, "PlatformApplicationArn");
  if (wrong !== null) return wrong;
  const attributes = textMapOf(params, "Attributes");
  if (attributes === undefined) return nullMember("attributes");
  const application = applicationOf(params, plane);
  if (isRefused(application)) return application;
  return keep({ ...application, attributes: { ...application.attributes, ...attributes } }, plane);
}

function listPlatforms(params: PlainObject, plane: ControlPlane): Step {
  return pageOf(accountRecordOf(plane).applications, params, {
    name: "PlatformApplications",
    keyOf: ({ arn }) => arn,
    show: ({ arn, attributes }) => ({ PlatformApplicationArn: arn, Attributes: attributes }),
  });
}

function createEndpoint(params: PlainObject, plane: ControlPlane): Step {
  const application = applicationOf(params, plane);
  if (isRefused(application)) return application;
  const token = textOf(params, "Token") ?? "";
  if (token === "") return nullMember("token");
  const userData = textOf(params, "CustomUserData");
  const attributes = {
    Enabled: "true",
    ...(userData === undefined ? {} : { CustomUserData: userData }),
    ...textMapOf(params, "Attributes"),
    Token: token,
  };
  const existing = application.endpoints.find((each) => each.attributes["Token"] === token);
  if (existing !== undefined) {
    return isSameEndpoint(existing, attributes)
      ? respond({ EndpointArn: existing.arn })
      : invalid(
          `Token Reason: Endpoint ${existing.arn} already exists with the same Token, but different attributes.`,
        );
  }
  const { platform, name } = application;
  const arn = snsArn(`endpoint/${platform}/${name}/${plane.uuid()}`, plane);
  const endpoint: PlatformEndpoint = { arn, attributes };
  keep({ ...application, endpoints: [...application.endpoints, endpoint] }, plane);
  return respond({ EndpointArn: arn });
}

const isSameEndpoint = (
  { attributes }: PlatformEndpoint,
  given: Readonly<Record<string, string>>,
): boolean =>
  ["Enabled", "CustomUserData"].every(
    (name) => (attributes[name] ?? "").toLowerCase() === (given[name] ?? "").toLowerCase(),
  );

interface LocatedEndpoint {
  readonly application: PlatformApplication;
  readonly endpoint: PlatformEndpoint;
}

function endpointOf(params: PlainObject, plane: ControlPlane): Checked<LocatedEndpoint> {
  const arn = textOf(params, "EndpointArn") ?? "";
  const wrong = againstArn(arn, "EndpointArn");
  if (wrong !== null) return wrong;
  for (const application of accountRecordOf(plane).applications) {
    const endpoint = application.endpoints.find((each) => each.arn === arn);
    if (endpoint !== undefined) return { application, endpoint };
  }
  return notFound("Endpoint");
}

function deleteEndpoint(params: PlainObject, plane: ControlPlane): Step {
  const found = endpointOf(params, plane);
  if (isRefused(found)) return found.code === "NotFound" ? respond() : found;
  const { application, endpoint } = found;
  const left = application.endpoints.filter(({ arn }) => arn !== endpoint.arn);
  return keep({ ...application, endpoints: left }, plane);
}

function getEndpointAttributes(params: PlainObject, plane: ControlPlane): Step {
  const found = endpointOf(params, plane);
  return isRefused(found) ? found : respond({ Attributes: found.endpoint.attributes });
}

function setEndpointAttributes(params: PlainObject, plane: ControlPlane): Step {
  const found = endpointOf(params, plane);
  if (isRefused(found)) return found;
  const given = textMapOf(params, "Attributes");
  if (given === undefined) return nullMember("attributes");
  const { application, endpoint } = found;
  const changed = { ...endpoint, attributes: { ...endpoint.attributes, ...given } };
  const endpoints = application.endpoints.map((each) =>
    each.arn === changed.arn ? changed : each,
  );
  return keep({ ...application, endpoints }, plane);
}

function listEndpoints(params: PlainObject, plane: ControlPlane): Step {
  const application = applicationOf(params, plane);
  if (isRefused(application)) return application;
  return pageOf(application.endpoints, params, {
    name: "Endpoints",
    keyOf: ({ arn }) => arn,
    show: ({ arn, attributes }) => ({ EndpointArn: arn, Attributes: attributes }),
  });
}
