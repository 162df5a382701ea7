import { pageByKey } from "../../request/page.ts";
import { numberOf, textMapOf, textOf } from "../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../service/refusal.ts";
import type { Resource } from "../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../service/service-model.ts";
import { formatWallClock, wallClockAt } from "../../text/wall-clock.ts";
import type { BrokerSettings, Engine } from "./config.ts";
import { mqLimits, storageOf } from "./limits.ts";
import { brokerArnOf, brokerIdOf, brokerKindName } from "./operations/names.ts";

/** The operations of Amazon MQ on brokers. */
export const mqOperations: Operations = {
  CreateBroker: { begin: create },
  DescribeBroker: { begin: describe },
  ListBrokers: { begin: list },
  DeleteBroker: { begin: remove },
};

const respond = (response: PlainObject): Step => ({ type: "respond", response });

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["BrokerName"])!; // It is there.
  if (plane.find(brokerKindName, name) !== undefined) {
    return refused("ConflictException", `Broker name ${name} is already in use.`); // Assumed: the words.
  }
  const most = plane.quota("mq.brokers");
  if (plane.list(brokerKindName).length >= most) {
    return refused("ForbiddenException", `The number of brokers has reached its limit of ${most}.`); // Likewise.
  }
  const engine = textOf(params["EngineType"]) as Engine; // As the model says.
  const mode = textOf(params["DeploymentMode"]);
  const isClustered = mode === "CLUSTER_MULTI_AZ";
  if (mode !== "SINGLE_INSTANCE" && isClustered !== (engine === "RABBITMQ")) {
    return refused(
      "BadRequestException",
      `Deployment mode ${mode} is not supported for ${engine}.`, // Assumed: the words.
    );
  }
  const { Users: _users, Tags, ...said } = params;
  const arn = brokerArnOf(name, plane);
  const id = brokerIdOf(name);
  const record: PlainObject = { engine, said, tags: Object.fromEntries(textMapOf(Tags)) };
  const { region } = plane;
  const storage = storageOf(textOf(params["HostInstanceType"]) ?? "");
  plane.create({ kind: brokerKindName, name, arn, record, mark: id }, (broker): BrokerSettings => ({
    broker,
    name,
    id,
    region,
    engine,
    storage,
  }));
  return respond({ BrokerArn: arn, BrokerId: id });
}

/** The broker that a request names, or the refusal that there is none. */
function brokerOf(params: PlainObject, plane: ControlPlane): Resource | Refused {
  const id = textOf(params["BrokerId"]) ?? "";
  return (
    plane.findByMark(brokerKindName, id) ??
    plane.find(brokerKindName, id) ??
    refused(
      "NotFoundException",
      `Can't find requested broker [${id}]. Make sure your broker exists.`,
    ) // Assumed: the words.
  );
}

const isRefused = (found: Resource | Refused): found is Refused =>
  "type" in found && found.type === "refused";

/** What is shown of a broker in lists. */
function summaryOf(broker: Resource, plane: ControlPlane): PlainObject {
  const said = broker.record["said"] as PlainObject; // Made by `create`.
  return {
    BrokerArn: broker.arn,
    BrokerId: brokerIdOf(broker.name),
    BrokerName: broker.name,
    BrokerState: "RUNNING",
    Created: formatWallClock(wallClockAt(plane.epochMilliseconds, broker.createdAt)),
    DeploymentMode: said["DeploymentMode"]!,
    EngineType: said["EngineType"]!,
    HostInstanceType: said["HostInstanceType"]!,
  };
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const broker = brokerOf(params, plane);
  if (isRefused(broker)) return broker;
  const { said, tags } = broker.record as { readonly [name: string]: PlainObject };
  return respond({ ...said, ...summaryOf(broker, plane), Tags: tags! });
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const most = numberOf(params["MaxResults"]) ?? mqLimits.listPage.default;
  const { items, next } = pageByKey(
    plane.list(brokerKindName),
    ({ name }) => name,
    textOf(params["NextToken"]) ?? null,
    most,
  );
  return respond({
    BrokerSummaries: items.map((each) => summaryOf(each, plane)),
    ...(next === null ? {} : { NextToken: next }),
  });
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const broker = brokerOf(params, plane);
  if (isRefused(broker)) return broker;
  plane.delete(broker, refused("NotFoundException", "The broker does not exist."));
  return respond({ BrokerId: brokerIdOf(broker.name) });
}
