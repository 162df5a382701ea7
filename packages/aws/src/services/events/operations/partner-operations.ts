import { textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { alreadyThere, notFound, respond, timestampAt } from "./checked.ts";
import { changeKept, keptOf, type PartnerSourceKept } from "./connection-record.ts";
import { listed, withPrefix } from "./paging.ts";
import { partnerSourceNamed, setSourceState } from "./partner-record.ts";

/** Operations on event sources of partners, as the partner and as the customer see them. */
export const partnerOperations: Operations = {
  CreatePartnerEventSource: { begin: createSource },
  DescribePartnerEventSource: { begin: describePartnerSource },
  ListPartnerEventSources: { begin: listPartnerSources },
  ListPartnerEventSourceAccounts: { begin: listAccounts },
  DeletePartnerEventSource: { begin: deleteSource },
  DescribeEventSource: { begin: describeSource },
  ListEventSources: { begin: listSources },
  ActivateEventSource: { begin: (params, plane) => setState(params, "ACTIVE", plane) },
  DeactivateEventSource: { begin: (params, plane) => setState(params, "PENDING", plane) },
};

const arnOf = (name: string, { partition, region }: ControlPlane): string =>
  `arn:${partition}:events:${region}::event-source/${name}`;

const noSource = (name: string): Refused => notFound(`Event source ${name} does not exist.`);

function createSource(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const account = textOf(params["Account"])!; // Likewise.
  if (partnerSourceNamed(name, plane) !== undefined) {
    return alreadyThere(`Event source ${name} already exists.`);
  }
  const source: PartnerSourceKept = { name, account, state: "PENDING", createdAt: plane.now };
  changeKept({ partnerSources: [...keptOf(plane).partnerSources, source] }, plane);
  return respond({ EventSourceArn: arnOf(name, plane) });
}

/** Answers with what is shown of the source that a request names. */
function show(
  params: PlainObject,
  plane: ControlPlane,
  shown: (source: PartnerSourceKept) => PlainObject,
): Step {
  const name = textOf(params["Name"])!; // It is there.
  const source = partnerSourceNamed(name, plane);
  return source === undefined ? noSource(name) : respond(shown(source));
}

function describePartnerSource(params: PlainObject, plane: ControlPlane): Step {
  return show(params, plane, ({ name }) => ({ Arn: arnOf(name, plane), Name: name }));
}

const shownSource =
  (plane: ControlPlane) =>
  ({ name, state, createdAt }: PartnerSourceKept): PlainObject => ({
    Arn: arnOf(name, plane),
    CreatedBy: name.split("/")[1] ?? "",
    CreationTime: timestampAt(createdAt, plane),
    Name: name,
    State: state,
  });

function describeSource(params: PlainObject, plane: ControlPlane): Step {
  return show(params, plane, shownSource(plane));
}

function listPartnerSources(params: PlainObject, plane: ControlPlane): Step {
  const sources = withPrefix(keptOf(plane).partnerSources, params);
  const shown = sources.map(({ name }) => ({ Arn: arnOf(name, plane), Name: name }));
  return listed("PartnerEventSources", shown, params);
}

function listSources(params: PlainObject, plane: ControlPlane): Step {
  const sources = withPrefix(keptOf(plane).partnerSources, params);
  return listed("EventSources", sources.map(shownSource(plane)), params);
}

function listAccounts(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["EventSourceName"])!; // It is there.
  const source = partnerSourceNamed(name, plane);
  if (source === undefined) return noSource(name);
  const { account, createdAt, state } = source;
  const shown = { Account: account, CreationTime: timestampAt(createdAt, plane), State: state };
  return listed("PartnerEventSourceAccounts", [shown], params);
}

function setState(
  params: PlainObject,
  state: PartnerSourceKept["state"],
  plane: ControlPlane,
): Step {
  const name = textOf(params["Name"])!; // It is there.
  if (partnerSourceNamed(name, plane) === undefined) return noSource(name);
  setSourceState(name, state, plane);
  return respond();
}

function deleteSource(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const partnerSources = keptOf(plane).partnerSources.filter((source) => source.name !== name);
  changeKept({ partnerSources }, plane);
  return respond();
}
