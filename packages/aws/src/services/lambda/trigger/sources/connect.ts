import { seconds } from "@orrery/kernel";
import type { PlainObject } from "../../../../service/refusal.ts";
import { choiceSetting, textSetting, type TriggerSource } from "../trigger-source.ts";

const largest = 32_768;

/** Amazon Connect: a block of a flow that invokes a function. */
export const connect: TriggerSource = {
  name: "connect",
  noun: "flow of Connect",
  text: "Contacts in a flow of Amazon Connect, which waits up to 8 s for the function, or goes on.",
  principal: "connect.amazonaws.com",
  settings: {
    instance: textSetting("The instance.", "instance"),
    channel: choiceSetting("How the contact came.", ["VOICE", "CHAT", "TASK", "EMAIL"]),
    initiationMethod: choiceSetting("How the contact began.", [
      "INBOUND",
      "OUTBOUND",
      "TRANSFER",
      "CALLBACK",
      "API",
      "QUEUE_TRANSFER",
    ]),
    customer: textSetting("The customer's number.", "+12065550100"),
    queue: textSetting("The queue that the flow has set; empty: none.", ""),
    mode: choiceSetting("Whether the flow waits.", ["SYNCHRONOUS", "ASYNCHRONOUS"]),
    responses: choiceSetting("What the function may return: a flat object of texts, or any JSON.", [
      "STRING_MAP",
      "JSON",
    ]),
  },
  invocationOf: ({ mode }) => (mode === "SYNCHRONOUS" ? "request" : "event"),
  patience: seconds(8),
  arnOf: ({ instance }, { partition, region, accountId }) =>
    `arn:${partition}:connect:${region}:${accountId}:instance/${String(instance)}`,
  eventOf(facts) {
    const { values, partition, region, accountId, milliseconds, id } = facts;
    const InstanceARN = this.arnOf(values, facts);
    const telephone = (Address: unknown) => ({
      Address: String(Address),
      Type: "TELEPHONE_NUMBER",
    });
    const stream = `arn:${partition}:kinesisvideo:${region}:${accountId}:stream/connect-contact-${id()}/${milliseconds}`;
    return {
      Details: {
        ContactData: {
          Attributes: {},
          Channel: values["channel"]!,
          ...{ ContactId: id(), InitialContactId: id(), PreviousContactId: id() },
          CustomerEndpoint: telephone(values["customer"]),
          CustomerId: null,
          Description: null,
          InitiationMethod: values["initiationMethod"]!,
          InstanceARN,
          LanguageCode: "en-US",
          MediaStreams: {
            Customer: {
              Audio: {
                StartFragmentNumber: "91343852333181432392682062622220590765191907586",
                StartTimestamp: `${milliseconds}`,
                StreamARN: stream,
              },
            },
          },
          Name: null,
          Queue:
            values["queue"] === ""
              ? null
              : { ARN: `${InstanceARN}/queue/${id(1)}`, Name: values["queue"]! },
          References: {},
          SystemEndpoint: telephone("+12065550199"),
        },
        Parameters: {},
      },
      Name: "ContactFlowEvent",
    };
  },
  usual: () => ({}),
  verdictOn(answer, { responses }) {
    if (JSON.stringify(answer).length > largest) return "invalid";
    if (responses === "JSON") return "succeeded";
    const isFlat =
      typeof answer === "object" &&
      answer !== null &&
      !Array.isArray(answer) &&
      Object.values(answer as PlainObject).every((value) => typeof value === "string");
    return isFlat ? "succeeded" : "invalid";
  },
};
